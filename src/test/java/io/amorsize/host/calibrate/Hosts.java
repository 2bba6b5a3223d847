package io.amorsize.host.calibrate;

import io.amorsize.host.ContainerInfo;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.JvmInfo;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.OsInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Machines for the tests of this package. */
final class Hosts {

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private Hosts() {}

    /** An idle machine with a known processor. */
    static HostSnapshot of(String model, int processors, double effectiveCpus) {
        return of(model, processors, effectiveCpus, OptionalDouble.of(0));
    }

    /** A machine on which others keep {@code otherCpus} busy. */
    static HostSnapshot busy(double otherCpus) {
        return of("Test CPU", 4, 4, OptionalDouble.of(otherCpus));
    }

    /** The machine this test runs on, as far as plain Java can tell. */
    static HostSnapshot here() {
        int processors = Runtime.getRuntime().availableProcessors();
        return of("here", processors, processors, OptionalDouble.empty());
    }

    private static HostSnapshot of(String model, int processors, double effectiveCpus, OptionalDouble otherCpus) {
        OptionalInt count = OptionalInt.of(processors);
        return new HostSnapshot(
                NOW,
                new CpuInfo(
                        Optional.of(model),
                        processors,
                        count,
                        OptionalInt.of(1),
                        OptionalInt.of(1),
                        OptionalInt.of(1),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalLong.of(32L << 10),
                        OptionalLong.of(1L << 20),
                        OptionalLong.of(32L << 20),
                        OptionalDouble.empty(),
                        count,
                        count,
                        effectiveCpus),
                new MemoryInfo(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                new LoadInfo(
                        OptionalDouble.empty(),
                        otherCpus,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()),
                new ContainerInfo(false, OptionalInt.empty(), Optional.empty()),
                new JvmInfo("25", "test", Runtime.getRuntime().availableProcessors(), 1L << 30, "G1"),
                new OsInfo("Linux", "6", "amd64"),
                Map.of(),
                Map.of());
    }
}
