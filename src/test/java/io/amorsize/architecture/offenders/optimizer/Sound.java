package io.amorsize.architecture.offenders.optimizer;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Keeps the rules: allowed arrows, seeded numbers, values of time without a clock. */
public record Sound(
        Duration time,
        io.amorsize.architecture.offenders.cost.Sound cost,
        io.amorsize.architecture.offenders.host.Sound host) {
    static double seeded(long seed, List<Integer> list) {
        Collections.shuffle(list, new Random(seed));
        return new SplittableRandom(seed).nextDouble() + Math.sqrt(list.size());
    }

    static Duration spread(Stream<Duration> parts) {
        return parts.reduce(Duration.ZERO, Duration::plus);
    }
}
