package io.amorsize.testing;

import io.amorsize.job.spi.ItemContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;

/** One try of one item, as a runner is told about it. */
public record ItemTry(long index, int attempt, Optional<Duration> timeout, DoubleAdder cpuSeconds)
        implements ItemContext {

    /** The first try of the item at this place, without a limit. */
    public static ItemTry first(long index) {
        return of(index, 1);
    }

    /** This try of the item at this place, without a limit. */
    public static ItemTry of(long index, int attempt) {
        return new ItemTry(index, attempt, Optional.empty(), new DoubleAdder());
    }

    @Override
    public String jobId() {
        return "job-1";
    }

    @Override
    public String idempotencyKey() {
        return "job-1/" + index;
    }

    @Override
    public void addCpuSeconds(double seconds) {
        cpuSeconds.add(seconds);
    }
}
