package io.amorsize.validation;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Divides the published benchmarks into those that a model can be learned from and those that it can then be judged by. The split is by the name of the whole benchmark,
 * so that no curve of it is on both sides, and by a checksum, so that nobody chose. Of the bits of the CRC-32, the third from
 * below is the first that leaves at least two fifths of the curves on either side both for PARSEC and for sysbench; nothing else
 * about it was looked at.
 */
public final class HeldOut {

    private static final int BIT = 2;

    /** What tells variants of one benchmark apart: "dedup_alt_3" is dedup, "MDEV-16413-latin1" is MDEV-16413. */
    private static final Pattern VARIANT = Pattern.compile("_alt_.*|(?<=MDEV-\\d{1,9})-.*");

    private HeldOut() {}

    /**
     * The benchmark of which this one is a variant; the same name if it is none.
     *
     * @param name as the data spells it: for PARSEC the program ("dedup_alt_3"), for sysbench the series ("series22")
     */
    public static String benchmark(String name) {
        return VARIANT.matcher(name).replaceFirst("");
    }

    /**
     * Whether this benchmark is for judging a model that was learned from the others.
     *
     * @param name of the benchmark or of a variant of it
     */
    public static boolean contains(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(benchmark(name).getBytes(StandardCharsets.UTF_8));
        return (checksum.getValue() >> BIT & 1) == 1;
    }
}
