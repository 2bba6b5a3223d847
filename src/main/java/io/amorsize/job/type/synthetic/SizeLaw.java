package io.amorsize.job.type.synthetic;

import io.amorsize.job.spi.JobRefused;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sizes of items, as factors of mean 1. */
@FunctionalInterface
interface SizeLaw {

    /** Two standard deviations of a uniform law, at which its least value would be 0, are 1/√3. */
    double LARGEST_UNIFORM = 1 / Math.sqrt(3);

    /** Share of large items in a bimodal law, where their size can be chosen to give the variation asked for. */
    double LARGE_SHARE = 0.1;

    /** Draws the size of one item, at least 0. */
    double draw(RandomGenerator random);

    /**
     * The law that these parameters name.
     *
     * @param distribution null for a constant size
     * @param variation standard deviation of the size; null for what is usual for the distribution
     * @throws JobRefused if the distribution cannot have this variation
     */
    static SizeLaw of(@Nullable Distribution distribution, @Nullable Double variation) throws JobRefused {
        return switch (distribution == null ? Distribution.CONSTANT : distribution) {
            case CONSTANT -> {
                only(0, variation, "CONSTANT");
                yield random -> 1;
            }
            case UNIFORM -> uniform(variation == null ? 0.5 : variation);
            case EXPONENTIAL -> {
                only(1, variation, "EXPONENTIAL");
                yield random -> -Math.log1p(-random.nextDouble());
            }
            case LOGNORMAL -> lognormal(variation == null ? 1 : variation);
            case PARETO -> pareto(variation == null ? 1 : variation);
            case BIMODAL -> bimodal(variation == null ? 1 : variation);
        };
    }

    private static void only(double possible, @Nullable Double variation, String name) throws JobRefused {
        if (variation != null && variation != possible) {
            throw new JobRefused(
                    "variation",
                    "is " + variation + ", but the distribution " + name + " has " + (int) possible
                            + ". Leave it out, or name another distribution, such as LOGNORMAL.");
        }
    }

    private static SizeLaw uniform(double variation) throws JobRefused {
        if (variation > LARGEST_UNIFORM) {
            throw new JobRefused(
                    "variation",
                    "is " + variation + ", but the distribution UNIFORM has at most 0.577 without negative times."
                            + " Write less, or name another distribution, such as LOGNORMAL.");
        }
        double halfWidth = variation * Math.sqrt(3);
        return random -> 1 + halfWidth * (2 * random.nextDouble() - 1);
    }

    /** exp(µ + σZ) with σ² = ln(1 + c²) and µ = −σ²/2 has mean 1 and standard deviation c. */
    private static SizeLaw lognormal(double variation) {
        double variance = Math.log1p(variation * variation);
        double deviation = Math.sqrt(variance);
        return random -> Math.exp(deviation * random.nextGaussian() - variance / 2);
    }

    /** Of exponent α the squared variation is 1/(α(α − 2)), hence α = 1 + √(1 + 1/c²); the least value is (α − 1)/α. */
    private static SizeLaw pareto(double variation) {
        if (variation == 0) {
            return random -> 1;
        }
        double exponent = 1 + Math.sqrt(1 + 1 / (variation * variation));
        double least = (exponent - 1) / exponent;
        return random -> least * Math.pow(1 - random.nextDouble(), -1 / exponent);
    }

    /** A share p of sizes 1 + c√((1 − p)/p), the others 1 − c√(p/(1 − p)); p shrinks where that would be negative. */
    private static SizeLaw bimodal(double variation) {
        double share = Math.min(LARGE_SHARE, 1 / (1 + variation * variation));
        double large = 1 + variation * Math.sqrt((1 - share) / share);
        double small = Math.max(0, 1 - variation * Math.sqrt(share / (1 - share)));
        return random -> random.nextDouble() < share ? large : small;
    }
}
