package io.amorsize.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a study ran.
 *
 * @param processor model of the CPU, as the system names it
 * @param logicalProcessors processors that the JVM may use
 * @param jvm name and version of the JVM
 */
public record ThisMachine(String processor, int logicalProcessors, String jvm) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String MODEL_NAME = "model name";

    /** The machine this runs on. */
    public static ThisMachine read() throws IOException {
        String processor =
                Files.isReadable(CPU_INFO) ? model(Files.readAllLines(CPU_INFO)) : System.getProperty("os.arch");
        return new ThisMachine(
                processor,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    /** The first model that {@code /proc/cpuinfo} names; the architecture where it names none, as on some ARM machines. */
    static String model(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith(MODEL_NAME))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** In words. */
    public String inWords() {
        return processor + ", " + logicalProcessors + (logicalProcessors == 1 ? " processor, " : " processors, ") + jvm;
    }
}
