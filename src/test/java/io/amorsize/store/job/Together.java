package io.amorsize.store.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same in many threads that begin together. */
final class Together {

    private Together() {}

    /**
     * What a thread does.
     *
     * @param <R> what comes of it
     */
    interface Turn<R> {
        R call(int thread) throws Exception;
    }

    static <R> List<R> call(int threads, Turn<R> turn) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<R>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(pool.submit(() -> {
                    start.await();
                    return turn.call(thread);
                }));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
