package io.amorsize.validation.rule;

import java.util.List;

/** The rivals. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new Sequential(),
            new PhysicalCores(),
            new HardwareThreads(),
            new PoolMap(),
            new Goetz(),
            new JoblibAuto(),
            new HpxAdaptive(),
            new KruskalWeiss(),
            new BinarySplitting(),
            new ParallelStream(),
            new PlainScaling(),
            new DryRun());

    private Rules() {}

    /** Every rule, in the order of the tables. */
    public static List<Rule> all() {
        return ALL;
    }
}
