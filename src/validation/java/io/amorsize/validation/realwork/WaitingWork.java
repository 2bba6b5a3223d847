package io.amorsize.validation.realwork;

import java.util.List;

/** Items that wait for something, as calls of other systems do, with more or less computing besides. */
final class WaitingWork {

    private WaitingWork() {}

    static List<Workload> all() {
        return List.of(
                Workload.waiting("wait-200us", "waits 200 µs", 300, 128, index -> call(index, 0, 200_000)),
                Workload.waiting("wait-2ms", "waits 2 ms", 50, 50, index -> call(index, 0, 2_000_000)),
                Workload.waiting("wait-20ms", "waits 20 ms", 6, 6, index -> call(index, 0, 20_000_000)),
                Workload.waiting("wait-many", "waits 300 µs, 600 times", 600, 600, index -> call(index, 0, 300_000)),
                Workload.waiting(
                        "wait-uneven",
                        "waits 0.2 to 4 ms, mostly little",
                        100,
                        100,
                        index -> call(index, 0, (long) (2e5 / Math.sqrt(Busy.fraction(index) + 0.0025)))),
                Workload.waiting(
                        "half-waiting",
                        "computes 500 µs, waits 500 µs",
                        80,
                        32,
                        index -> call(index, 330_000, 500_000)),
                Workload.waiting(
                        "mostly-waiting",
                        "computes 150 µs, waits 1.5 ms",
                        50,
                        50,
                        index -> call(index, 100_000, 1_500_000)),
                Workload.waiting(
                        "hardly-waiting",
                        "computes 900 µs, waits 100 µs",
                        80,
                        16,
                        index -> call(index, 600_000, 100_000)));
    }

    private static long call(int index, long rounds, long waitNanos) {
        long value = Busy.churn(index, rounds);
        Busy.pause(waitNanos);
        return value;
    }
}
