package io.amorsize.host.detect;

import io.amorsize.host.JvmInfo;
import io.amorsize.host.OsInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What the running JVM tells about itself and its operating system. */
final class VirtualMachine {

    private VirtualMachine() {}

    static JvmInfo jvm() {
        return new JvmInfo(
                Runtime.version().toString(),
                System.getProperty("java.vendor", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .map(VirtualMachine::collector)
                        .findFirst()
                        .orElse("none"));
    }

    /** Each collector shows up as several beans, none of which bears its usual name. */
    private static String collector(String bean) {
        if (bean.startsWith("G1")) {
            return "G1";
        }
        if (bean.startsWith("PS ")) {
            return "Parallel";
        }
        if (bean.startsWith("ZGC")) {
            return "ZGC";
        }
        if (bean.startsWith("Shenandoah")) {
            return "Shenandoah";
        }
        return bean.equals("Copy") || bean.equals("MarkSweepCompact") ? "Serial" : bean;
    }

    static OsInfo os() {
        return new OsInfo(
                System.getProperty("os.name", "unknown"),
                System.getProperty("os.version", "unknown"),
                System.getProperty("os.arch", "unknown"));
    }
}
