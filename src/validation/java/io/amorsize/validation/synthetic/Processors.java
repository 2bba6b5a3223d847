package io.amorsize.validation.synthetic;

import java.util.Arrays;

/**
 * The processors of a machine, shared fairly by the threads that want to compute: all of them progress at the same rate, as
 * under time slices much shorter than what they compute. A CFS quota is spent by all threads together, and once it is spent
 * none of them runs until the next period.
 *
 * <p>As the rate is the same for all, one clock of work done ({@link #work}) says when each thread is ready. Whole periods in
 * which nothing else happens are skipped: what is done in each of them is the same.
 *
 * <p>For one thread.
 */
final class Processors {

    /** Period of the CFS bandwidth controller, in seconds. */
    static final double PERIOD = 0.1;

    private final Hardware hardware;
    private final Interference interference;
    private final double budgetPerPeriod;
    private final EventHeap computing = new EventHeap();
    private double[] rates = {};

    private double now;
    private double work;
    private double budget;
    private double periodEnd;
    private boolean throttled;
    private double throttledSeconds;

    Processors(Hardware hardware, Interference interference) {
        this.hardware = hardware;
        this.interference = interference;
        double quota = hardware.quotaCpus().orElse(Double.POSITIVE_INFINITY);
        budgetPerPeriod = quota >= hardware.threads() ? Double.POSITIVE_INFINITY : quota * PERIOD;
    }

    /** Begins a new run at time 0 and with a full quota. */
    void restart(int workers) {
        computing.clear();
        if (rates.length <= workers) {
            rates = new double[workers + 1];
            Arrays.setAll(rates, this::rate);
        }
        now = 0;
        work = 0;
        budget = budgetPerPeriod;
        periodEnd = PERIOD;
        throttled = false;
        throttledSeconds = 0;
    }

    private double rate(int runnable) {
        int running = Math.min(runnable, hardware.threads());
        return running == 0 ? 0 : interference.slowed(hardware.coresFor(runnable), running) / runnable;
    }

    double now() {
        return now;
    }

    /** Time during which somebody wanted to compute and nobody could, because the quota was spent. */
    double throttledSeconds() {
        return throttledSeconds;
    }

    /** A worker begins to compute what takes this many seconds on a core of its own. */
    void compute(int worker, double seconds) {
        computing.add(work + seconds, worker);
    }

    /**
     * Lets time pass until somebody has computed what he wanted, but not beyond {@code limit}.
     *
     * @return who is ready; -1 if it is {@code limit} and nobody is
     */
    int pass(double limit) {
        while (true) {
            if (computing.isEmpty()) {
                idle(limit);
                return -1;
            }
            if (throttled) {
                if (limit <= periodEnd) {
                    throttledSeconds += limit - now;
                    now = limit;
                    return -1;
                }
                throttledSeconds += periodEnd - now;
                nextPeriod();
                skipPeriods(limit);
                continue;
            }
            double rate = rates[computing.size()];
            double ready = now + (computing.earliest() - work) / rate;
            double end = Math.min(ready, limit);
            if (budgetPerPeriod == Double.POSITIVE_INFINITY) {
                return until(end, rate, ready <= limit);
            }
            int spenders = Math.min(computing.size(), hardware.threads());
            double spent = now + budget / spenders;
            if (end <= Math.min(spent, periodEnd)) {
                budget -= spenders * (end - now);
                return until(end, rate, ready <= limit);
            }
            double stop = Math.min(spent, periodEnd);
            work += rate * (stop - now);
            budget -= spenders * (stop - now);
            now = stop;
            if (spent < periodEnd) {
                throttled = true;
            } else {
                nextPeriod();
                skipPeriods(limit);
            }
        }
    }

    private int until(double end, double rate, boolean somebodyReady) {
        if (somebodyReady) {
            work = computing.earliest();
            now = end;
            return computing.remove();
        }
        work += rate * (end - now);
        now = end;
        return -1;
    }

    private void idle(double limit) {
        now = limit;
        if (limit >= periodEnd && budgetPerPeriod != Double.POSITIVE_INFINITY) {
            periodEnd = (Math.floor(limit / PERIOD) + 1) * PERIOD;
            budget = budgetPerPeriod;
            throttled = false;
        }
    }

    private void nextPeriod() {
        now = periodEnd;
        periodEnd += PERIOD;
        budget = budgetPerPeriod;
        throttled = false;
    }

    /** From the beginning of a period on, passes over as many whole periods as nothing can happen in. */
    private void skipPeriods(double limit) {
        int spenders = Math.min(computing.size(), hardware.threads());
        double running = Math.min(PERIOD, budgetPerPeriod / spenders);
        double workPerPeriod = rates[computing.size()] * running;
        double periods =
                Math.floor(Math.min((computing.earliest() - work) / workPerPeriod, (limit - now) / PERIOD)) - 1;
        if (periods >= 1) {
            now += periods * PERIOD;
            periodEnd += periods * PERIOD;
            work += periods * workPerPeriod;
            throttledSeconds += periods * (PERIOD - running);
        }
    }
}
