package io.amorsize.validation;

import java.util.regex.Pattern;

/**
 * Which published measurements belong together. What a model learns from some of them is judged by others, and variants of one
 * benchmark resemble each other: so whole benchmarks are left out, never single curves.
 */
public final class Benchmarks {

    /** What tells variants of one benchmark apart: "dedup_alt_3" is dedup, "MDEV-16413-latin1" is MDEV-16413. */
    private static final Pattern VARIANT = Pattern.compile("_alt_.*|(?<=MDEV-\\d{1,9})-.*");

    private Benchmarks() {}

    /**
     * The benchmark of which this one is a variant; the same name if it is none.
     *
     * @param name as the data spells it: for PARSEC the program ("dedup_alt_3"), for sysbench the series ("series22")
     */
    public static String of(String name) {
        return VARIANT.matcher(name).replaceFirst("");
    }
}
