package io.amorsize.validation;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which published benchmarks may be learned from, and which are only judged by. The split is by the name of the whole benchmark,
 * so that no curve of it is on both sides, and by a checksum, so that nobody chose.
 */
public final class HeldOut {

    private HeldOut() {}

    /**
     * Whether figures in the model must not be learned from this benchmark.
     *
     * @param benchmark its name as the data spells it: for PARSEC the program ("canneal"), for sysbench the series
     *     ("series22"), for others the workload
     * @return whether the lowest bit of the CRC-32 of the name in UTF-8 is set
     */
    public static boolean contains(String benchmark) {
        CRC32 checksum = new CRC32();
        checksum.update(benchmark.getBytes(StandardCharsets.UTF_8));
        return (checksum.getValue() & 1) == 1;
    }
}
