package io.amorsize.job.type.net;

import io.amorsize.job.spi.ItemContext;
import java.time.Duration;
import java.util.Optional;

/** What runners are told about items of tests. */
public record Contexts(long index, String idempotencyKey) implements ItemContext {

    /** Of the first item. */
    public static final ItemContext FIRST = new Contexts(0, "job-1:0");

    @Override
    public String jobId() {
        return "job-1";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Optional<Duration> timeout() {
        return Optional.empty();
    }

    @Override
    public void addCpuSeconds(double seconds) {
        throw new AssertionError("the thread's own time is all there is");
    }
}
