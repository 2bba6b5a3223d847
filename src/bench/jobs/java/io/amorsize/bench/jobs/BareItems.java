package io.amorsize.bench.jobs;

import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.type.synthetic.SyntheticItem;
import io.amorsize.job.type.synthetic.SyntheticParameters;
import io.amorsize.job.type.synthetic.SyntheticResult;
import io.amorsize.job.type.synthetic.SyntheticType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** The items of the type {@code synthetic} without a service around them: nothing is kept of them. */
final class BareItems implements AutoCloseable {

    private final ItemRunner<SyntheticItem, SyntheticResult> runner;

    /** @param cpuSeconds of each item */
    BareItems(double cpuSeconds) throws JobRefused {
        this.runner = new SyntheticType()
                .open(new SyntheticParameters(cpuSeconds, null, null, null, null, null, null, null, null));
    }

    /** Runs items as tasks of a fixed pool, one task each, and waits for all of them. */
    void onExecutor(long items, int workers) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
            List<Future<SyntheticResult>> results = new ArrayList<>();
            for (long index = 0; index < items; index++) {
                results.add(executor.submit(item(index)));
            }
            for (Future<SyntheticResult> result : results) {
                SyntheticResult ignored = result.get();
            }
        }
    }

    /** Runs items in a parallel stream and keeps what comes of them in memory. */
    int inParallelStream(long items) {
        return LongStream.range(0, items)
                .parallel()
                .mapToObj(index -> {
                    try {
                        return item(index).call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList()
                .size();
    }

    private Callable<SyntheticResult> item(long index) {
        return () -> runner.run(new SyntheticItem(index, null, null), new Place(index));
    }

    @Override
    public void close() {
        runner.close();
    }

    /** @param index of the item */
    private record Place(long index) implements ItemContext {

        @Override
        public String jobId() {
            return "";
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String idempotencyKey() {
            return "";
        }

        @Override
        public Optional<Duration> timeout() {
            return Optional.empty();
        }

        @Override
        public void addCpuSeconds(double seconds) {}
    }
}
