package io.amorsize.validation.realwork;

import io.amorsize.optimizer.Advice;
import io.amorsize.validation.Statistics;
import java.util.List;
import java.util.Map;

/**
 * One Python workload, run serially, by the advice for forked processes, and by others.
 *
 * @param name the workload
 * @param about what an item does
 * @param advice the advice, made from items that Python measured
 * @param seconds times of the runs by the way of running, in the order of the runs
 */
record PythonTrial(String name, String about, Advice advice, Map<String, List<Double>> seconds) {

    /** Items one after the other, without a pool. */
    static final String SERIAL = "serial";

    /** The advised plan; its pool is started for the run. */
    static final String ADVISED = "advised";

    /** {@code multiprocessing.Pool().map} as it comes; its pool is started for the run. */
    static final String POOL = "pool";

    /** {@code Parallel(n_jobs=-1)} whose processes are there already. */
    static final String JOBLIB = "joblib";

    /** The same in a program that has not used joblib before. */
    static final String JOBLIB_COLD = "joblib-cold";

    /** Median time of a way of running, in seconds; NaN if it was not run. */
    double median(String way) {
        return Statistics.quantile(
                seconds.getOrDefault(way, List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray(),
                0.5);
    }
}
