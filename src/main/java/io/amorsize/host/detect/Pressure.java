package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Pressure-stall information (PSI). */
final class Pressure {

    private Pressure() {}

    /**
     * The share of the last 10 s in which some task waited, in percent: of this process's own cgroup where the kernel
     * keeps it, else of the whole machine.
     *
     * @param resource {@code cpu}, {@code memory} or {@code io}
     */
    static Finding<Double> some10(Path procRoot, Optional<CgroupLineage> unified, String resource) {
        Finding<Double> machine = some10(procRoot.resolve("pressure").resolve(resource), Provenance.PROC);
        return unified.map(lineage -> some10(lineage.own().resolve(resource + ".pressure"), scope(lineage)))
                .orElse(machine)
                .orElse(() -> machine);
    }

    /** The root group, which alone has no type, speaks for the whole machine. */
    private static Provenance scope(CgroupLineage lineage) {
        return Files.exists(lineage.own().resolve("cgroup.type")) ? Provenance.CGROUP_PRESSURE : Provenance.PROC;
    }

    private static Finding<Double> some10(Path file, Provenance source) {
        return KernelFile.read(file)
                .then(text -> text.lines()
                        .filter(line -> line.startsWith("some "))
                        .findFirst()
                        .flatMap(Pressure::average10)
                        .map(percent -> Finding.known(percent, source))
                        .orElseGet(() -> Finding.missing(file + " holds no pressure figure that can be used.")));
    }

    private static Optional<Double> average10(String line) {
        for (String field : line.split(" ", -1)) {
            if (field.startsWith("avg10=")) {
                return Decimal.parse(field.substring("avg10=".length())).filter(percent -> percent <= 100);
            }
        }
        return Optional.empty();
    }
}
