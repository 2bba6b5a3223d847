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

    private final Hardware hardware;
    private final Interference interference;
    private final double period;
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
        period = hardware.quotaPeriodSeconds();
        budgetPerPeriod = quota >= hardware.threads() ? Double.POSITIVE_INFINITY : quota * period;
    }

    /**
     * Begins a new run at time 0 and with a full quota.
     *
     * @param workers most threads that will want to compute
     * @param periodGone share of the current period that is over, at least 0 and below 1
     */
    void restart(int workers, double periodGone) {
        computing.clear();
        if (rates.length <= workers) {
            rates = new double[workers + 1];
            Arrays.setAll(rates, this::rate);
        }
        now = 0;
        work = 0;
        budget = budgetPerPeriod;
        periodEnd = (1 - periodGone) * period;
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
            periodEnd += (Math.floor((limit - periodEnd) / period) + 1) * period;
            budget = budgetPerPeriod;
            throttled = false;
        }
    }

    private void nextPeriod() {
        now = periodEnd;
        periodEnd += period;
        budget = budgetPerPeriod;
        throttled = false;
    }

    /** From the beginning of a period on, passes over as many whole periods as nothing can happen in. */
    private void skipPeriods(double limit) {
        int spenders = Math.min(computing.size(), hardware.threads());
        double running = Math.min(period, budgetPerPeriod / spenders);
        double workPerPeriod = rates[computing.size()] * running;
        double periods =
                Math.floor(Math.min((computing.earliest() - work) / workPerPeriod, (limit - now) / period)) - 1;
        if (periods >= 1) {
            now += periods * period;
            periodEnd += periods * period;
            work += periods * workPerPeriod;
            throttledSeconds += periods * (period - running);
        }
    }
}
