package io.amorsize.validation.realwork;

import java.util.List;

/** So little work that starting workers is a good part of it, or all. */
final class SmallWork {

    private SmallWork() {}

    static List<Workload> all() {
        return List.of(
                Workload.computing("total-20us", "200 items of 100 ns", 200, index -> Busy.churn(index, 55)),
                Workload.computing("total-200us", "40 items of 5 µs", 40, index -> Busy.churn(index, 3_300)),
                Workload.computing("total-1ms", "1,000 items of 1 µs", 1_000, index -> Busy.churn(index, 600)),
                Workload.computing("total-2ms", "20 items of 100 µs", 20, index -> Busy.churn(index, 66_000)),
                Workload.computing("total-5ms", "500 items of 10 µs", 500, index -> Busy.churn(index, 6_600)));
    }
}
