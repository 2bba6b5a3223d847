package io.amorsize.validation.published;

import java.util.Arrays;

/**
 * The truth about a run of known items: whoever is free takes the next chunk, from a dispatcher that serves one worker at a time.
 * Written without a look at the model's own simulation, so that a defect would have to be made twice to go unnoticed.
 */
final class Schedule {

    private final double[] cumulated;

    /** @param seconds time of each item in the order in which they are handed out */
    Schedule(double... seconds) {
        cumulated = new double[seconds.length + 1];
        for (int i = 0; i < seconds.length; i++) {
            cumulated[i + 1] = cumulated[i] + seconds[i];
        }
    }

    int items() {
        return cumulated.length - 1;
    }

    /** Time of all items one after the other, without a hand-over. */
    double serialSeconds() {
        return cumulated[items()];
    }

    /**
     * When the last chunk is done.
     *
     * @param workers workers, at least 1
     * @param chunk items handed out at a time, at least 1; the last chunk may have fewer
     * @param dispatchSeconds time that each hand-over keeps the dispatcher and the worker busy
     */
    double seconds(int workers, long chunk, double dispatchSeconds) {
        double[] free = new double[workers];
        double dispatcher = 0;
        for (int from = 0; from < items(); ) {
            int to = (int) Math.min(items(), from + chunk);
            int next = 0;
            for (int worker = 1; worker < workers; worker++) {
                if (free[worker] < free[next]) {
                    next = worker;
                }
            }
            dispatcher = Math.max(dispatcher, free[next]) + dispatchSeconds;
            free[next] = dispatcher + cumulated[to] - cumulated[from];
            from = to;
        }
        return Arrays.stream(free).max().orElseThrow();
    }

    /** A plan with its time. */
    record Plan(int workers, long chunk, double seconds) {

        String inWords() {
            return workers == 1 ? "1 worker" : workers + " workers, chunks of " + chunk;
        }
    }

    /** The fastest chunk for this many workers, by trying all of them. */
    Plan bestFor(int workers, double dispatchSeconds) {
        Plan best = new Plan(workers, 1, seconds(workers, 1, dispatchSeconds));
        for (long chunk = 2; chunk <= items(); chunk++) {
            double seconds = seconds(workers, chunk, dispatchSeconds);
            if (seconds < best.seconds) {
                best = new Plan(workers, chunk, seconds);
            }
        }
        return best;
    }

    /** The fastest plan with up to this many workers, by trying all of them; one worker runs without hand-overs. */
    Plan best(int most, double dispatchSeconds) {
        Plan best = new Plan(1, items(), serialSeconds());
        for (int workers = 2; workers <= most; workers++) {
            Plan candidate = bestFor(workers, dispatchSeconds);
            if (candidate.seconds < best.seconds) {
                best = candidate;
            }
        }
        return best;
    }

    /** A plan's time; one worker runs without hand-overs. */
    double secondsOf(int workers, long chunk, double dispatchSeconds) {
        return workers == 1 ? serialSeconds() : seconds(workers, chunk, dispatchSeconds);
    }
}
