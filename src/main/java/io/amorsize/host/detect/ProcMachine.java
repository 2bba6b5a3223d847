package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The machine as procfs and sysfs show it. */
final class ProcMachine implements Machine {

    private final Path procRoot;
    private final Path sysRoot;

    ProcMachine(Path procRoot, Path sysRoot) {
        this.procRoot = procRoot;
        this.sysRoot = sysRoot;
    }

    @Override
    public Finding<Topology> topology() {
        return ProcTopology.read(procRoot, sysRoot);
    }

    @Override
    public Finding<MachineMemory> memory() {
        return ProcMemory.read(procRoot.resolve("meminfo"));
    }

    @Override
    public Finding<ProcessorTicks> ticks() {
        return ProcTicks.read(procRoot);
    }

    @Override
    public Finding<Double> loadAverage1() {
        Path file = procRoot.resolve("loadavg");
        return KernelFile.read(file).then(text -> {
            Optional<Double> average =
                    Arrays.stream(text.split("\\s+", 2)).findFirst().flatMap(Decimal::parse);
            return average.map(value -> Finding.known(value, Provenance.PROC))
                    .orElseGet(() -> Finding.missing(file + " holds no load average that can be used."));
        });
    }
}
