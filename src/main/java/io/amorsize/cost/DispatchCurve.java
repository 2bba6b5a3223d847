package io.amorsize.cost;

import io.amorsize.host.Calibration.WorkerReading;
import java.util.List;

/**
 * The serialised cost of a hand-over between the worker counts at which it was measured. Linear in ln(workers), because
 * contention on one shared counter grows by about the same step with each doubling and then levels off (docs/model.md,
 * dispatch); constant below the first and above the last reading, so that nothing is extrapolated. Allocates nothing.
 */
final class DispatchCurve {

    /** Logarithms of the worker counts that the optimizer really asks for; a look-up costs a tenth of Math.log. */
    private static final double[] LN = new double[1025];

    static {
        for (int n = 1; n < LN.length; n++) {
            LN[n] = Math.log(n);
        }
    }

    private DispatchCurve() {}

    /**
     * The cost of one hand-over among {@code workers} workers.
     *
     * @param readings seconds per hand-over, ascending by workers, not empty
     * @param workers workers that compete, at least 1
     * @return seconds per hand-over, all workers taken together
     */
    static double secondsAt(List<WorkerReading> readings, int workers) {
        WorkerReading below = readings.get(0);
        if (workers <= below.workers()) {
            return below.reading().value();
        }
        for (int i = 1; i < readings.size(); i++) {
            WorkerReading above = readings.get(i);
            if (workers <= above.workers()) {
                return between(below, above, workers);
            }
            below = above;
        }
        return below.reading().value();
    }

    private static double between(WorkerReading below, WorkerReading above, int workers) {
        double from = ln(below.workers());
        double share = (ln(workers) - from) / (ln(above.workers()) - from);
        double low = below.reading().value();
        return low + share * (above.reading().value() - low);
    }

    private static double ln(int workers) {
        return workers < LN.length ? LN[workers] : Math.log(workers);
    }
}
