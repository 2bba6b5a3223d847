package io.amorsize.job.work;

/**
 * CPUs and places held by running pieces. Not safe for use by many threads.
 *
 * <p>Computing pieces share the CPUs. Waiting ones have places of their own, and a tenth of the CPUs for the little
 * they compute: were each counted, a few of them would keep a whole computing piece out. Only what they use beyond that
 * tenth takes from the computing ones, and never more than half of the CPUs. One piece of each kind may always run,
 * however small the budget.
 */
final class Occupancy {

    private PoolLimits limits;
    private long budget;
    private long free;
    private long computingCpus;
    private long waitingCpus;
    private long outsideCpus;
    private int computing;
    private int waiting;
    private int places;
    private int givenUp;

    Occupancy(PoolLimits limits) {
        this.limits = limits;
        limit(limits);
    }

    /** What runs keeps running. */
    void limit(PoolLimits changed) {
        limits = changed;
        budget = Math.round(Math.min(changed.cpus(), 1e9) * Demand.MICRO);
        free = budget / 10;
    }

    PoolLimits limits() {
        return limits;
    }

    boolean fits(Demand demand) {
        if (demand.waits()) {
            return waiting == 0 || (places < limits.waitingPieces() && waitingFit(waitingCpus + demand.microCpus()));
        }
        return computing == 0 || computingCpus + demand.microCpus() + beyondFree(waitingCpus) <= budget;
    }

    private boolean waitingFit(long micros) {
        return micros <= free || (micros <= free + budget / 2 && computingCpus + beyondFree(micros) <= budget);
    }

    private long beyondFree(long micros) {
        return Math.max(0, micros - free);
    }

    /** Whether more is held than there is, so that one of the kind has to end; never if it is the only one. */
    boolean isOverfull(Demand demand) {
        return demand.waits() ? isWaitingOverfull() : isComputingOverfull();
    }

    /** Whether more is held than there is of anything. */
    boolean isOverfull() {
        return isWaitingOverfull() || isComputingOverfull();
    }

    private boolean isWaitingOverfull() {
        return waiting > 1 && (places > limits.waitingPieces() || !waitingFit(waitingCpus));
    }

    private boolean isComputingOverfull() {
        return computing > 1 && computingCpus + beyondFree(waitingCpus) > budget;
    }

    void take(Demand demand) {
        outsideCpus += demand.outside() ? demand.microCpus() : 0;
        if (demand.waits()) {
            waitingCpus += demand.microCpus();
            waiting++;
            places++;
        } else {
            computingCpus += demand.microCpus();
            computing++;
        }
    }

    void giveBack(Demand demand) {
        if (demand.waits()) {
            waiting--;
        } else {
            computing--;
        }
        free(demand);
    }

    /** Its thread was given up: it runs no piece any more, but holds what it holds. */
    void giveUp(Demand demand) {
        if (demand.waits()) {
            waiting--;
        } else {
            computing--;
        }
        givenUp++;
    }

    /** A thread that was given up ended. */
    void comeBack(Demand demand) {
        givenUp--;
        free(demand);
    }

    private void free(Demand demand) {
        outsideCpus -= demand.outside() ? demand.microCpus() : 0;
        if (demand.waits()) {
            waitingCpus -= demand.microCpus();
            places--;
        } else {
            computingCpus -= demand.microCpus();
        }
    }

    boolean isEmpty() {
        return computing == 0 && waiting == 0 && givenUp == 0;
    }

    double cpus() {
        return (double) (computingCpus + waitingCpus) / Demand.MICRO;
    }

    double outsideCpus() {
        return (double) outsideCpus / Demand.MICRO;
    }

    int computing() {
        return computing;
    }

    int waiting() {
        return waiting;
    }

    int givenUp() {
        return givenUp;
    }
}
