package io.amorsize.job.run;

import io.amorsize.job.spi.ItemContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;

/** One try of an item, as its runner sees it. */
final class Context implements ItemContext {

    private final String jobId;
    private final ItemTask task;
    private final Optional<Duration> timeout;
    private final int attempt;
    private final DoubleAdder cpuSeconds = new DoubleAdder();

    Context(String jobId, ItemTask task, Optional<Duration> timeout) {
        this.jobId = jobId;
        this.task = task;
        this.timeout = timeout;
        this.attempt = task.attempts();
    }

    @Override
    public String jobId() {
        return jobId;
    }

    @Override
    public long index() {
        return task.index();
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String idempotencyKey() {
        return task.input().key().orElseGet(() -> jobId + ":" + task.index());
    }

    @Override
    public Optional<Duration> timeout() {
        return timeout;
    }

    @Override
    public void addCpuSeconds(double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("CPU seconds must be a finite number of at least 0, was " + seconds);
        }
        cpuSeconds.add(seconds);
    }

    /** CPU time spent elsewhere. */
    double cpuSeconds() {
        return cpuSeconds.sum();
    }
}
