package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.nio.file.Path;

/** The limits that Kubernetes writes into a {@code downwardAPI} volume. */
final class DownwardApi {

    /**
     * Nobody gives a container less than a hundredth of a CPU; so small a number is one of whole CPUs, written because
     * {@code divisor: 1m} was left out.
     */
    private static final long LEAST_MILLICORES = 10;

    private final Path directory;

    DownwardApi(Path directory) {
        this.directory = directory;
    }

    /** CPUs, fractional. */
    Finding<Double> cpus() {
        Path file = directory.resolve("cpu_limit");
        return KernelFile.readNumber(file).then(millicores -> {
            if (millicores < LEAST_MILLICORES) {
                return Finding.missing(file + " says " + millicores
                        + " millicores; give the volume item \"divisor: 1m\" so that it does not hold whole CPUs.");
            }
            return Finding.known(millicores / 1000.0, Provenance.DOWNWARD_API);
        });
    }

    Finding<Long> memoryBytes() {
        Path file = directory.resolve("memory_limit");
        return KernelFile.readNumber(file)
                .then(bytes -> bytes > 0
                        ? Finding.known(bytes, Provenance.DOWNWARD_API)
                        : Finding.missing(file + " says 0 bytes."));
    }
}
