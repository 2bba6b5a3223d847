package io.amorsize.architecture.offenders.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Each method uses other threads. */
final class Threads {
    static void thread(Runnable work) {
        Thread.ofVirtual().unstarted(work);
    }

    static void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    static void executor(Runnable work) {
        try (ExecutorService pool = Executors.newCachedThreadPool()) {
            pool.execute(work);
        }
    }

    static void timer() {
        new Timer().cancel();
    }

    static int stream(List<Integer> numbers) {
        return numbers.parallelStream().mapToInt(Integer::intValue).sum();
    }

    static int parallel(IntStream numbers) {
        return numbers.parallel().sum();
    }

    static void array(double[] numbers) {
        Arrays.parallelPrefix(numbers, Double::sum);
    }
}
