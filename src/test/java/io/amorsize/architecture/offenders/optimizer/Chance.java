package io.amorsize.architecture.offenders.optimizer;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Each method yields another result in every run. */
final class Chance {
    static double random() {
        return new Random().nextDouble();
    }

    static double splittable() {
        return new SplittableRandom().nextDouble();
    }

    static double threadLocal() {
        return ThreadLocalRandom.current().nextDouble();
    }

    static double math() {
        return Math.random();
    }

    static double byDefault() {
        return RandomGenerator.getDefault().nextDouble();
    }

    static double byName() {
        return RandomGenerator.of("L64X128MixRandom").nextDouble();
    }

    static double factory() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create().nextDouble();
    }

    static double secure() {
        return new SecureRandom(new byte[] {1}).nextDouble();
    }

    static UUID uuid() {
        return UUID.randomUUID();
    }

    static void shuffle(List<?> list) {
        Collections.shuffle(list);
    }
}
