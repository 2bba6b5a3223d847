package io.amorsize.job.type.synthetic;

import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Runs items of one job. Immutable and safe for use by many threads. */
final class SyntheticRunner implements ItemRunner<SyntheticItem, SyntheticResult> {

    /** Nothing that is drawn takes longer than a day: the tail of a heavy law has no end of its own. */
    private static final double LONGEST_SECONDS = 86_400;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final double cpuSeconds;
    private final double sleepSeconds;
    private final SizeLaw sizes;
    private final long seed;
    private final FailureRule failures;
    private final int resultBytes;
    private final CpuBurner burner;

    private SyntheticRunner(SyntheticParameters parameters, SizeLaw sizes, CpuBurner burner) {
        this.cpuSeconds = orNothing(parameters.cpuSeconds());
        this.sleepSeconds = orNothing(parameters.sleepSeconds());
        this.sizes = sizes;
        this.seed = parameters.seed() == null ? 0 : parameters.seed();
        this.failures = FailureRule.of(parameters, seed);
        this.resultBytes = parameters.resultBytes() == null ? 0 : parameters.resultBytes();
        this.burner = burner;
    }

    /** @throws JobRefused if the distribution cannot have the variation asked for */
    static SyntheticRunner of(SyntheticParameters parameters) throws JobRefused {
        SizeLaw sizes = SizeLaw.of(parameters.distribution(), parameters.variation());
        return new SyntheticRunner(parameters, sizes, CpuBurner.ofThisMachine());
    }

    private static double orNothing(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    @Override
    public SyntheticResult run(SyntheticItem item, ItemContext context) throws ItemFailure, InterruptedException {
        long index = item.index() == null ? context.index() : item.index();
        double size = cpuSeconds > 0 || sleepSeconds > 0 ? sizes.draw(Draws.SIZE.of(seed, index)) : 0;
        double cpu = seconds(item.cpuSeconds(), cpuSeconds * size);
        double sleep = seconds(item.sleepSeconds(), sleepSeconds * size);
        if (cpu > 0) {
            context.addCpuSeconds(burner.burn(cpu));
        }
        if (sleep > 0) {
            Thread.sleep(nanos(sleep) / 1_000_000, (int) (nanos(sleep) % 1_000_000));
        }
        failures.check(index, context.attempt());
        return new SyntheticResult(index, unlessNone(cpu), unlessNone(sleep), data(index));
    }

    private static double seconds(@Nullable Double stated, double drawn) {
        return stated == null ? Math.min(LONGEST_SECONDS, drawn) : stated;
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static @Nullable Double unlessNone(double seconds) {
        return seconds == 0 ? null : seconds;
    }

    private @Nullable String data(long index) {
        if (resultBytes == 0) {
            return null;
        }
        RandomGenerator random = Draws.DATA.of(seed, index);
        StringBuilder data = new StringBuilder(resultBytes);
        for (int i = 0; i < resultBytes; i++) {
            data.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return data.toString();
    }
}
