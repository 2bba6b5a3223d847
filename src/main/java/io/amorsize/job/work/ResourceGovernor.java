package io.amorsize.job.work;

import io.amorsize.host.HostSnapshot;

/**
 * Lets work use less of a machine that is short of CPUs or memory, and more again when it has recovered. The rule is in
 * {@link AllowanceRule}. Safe for use by many threads.
 */
public final class ResourceGovernor {

    /** Hears of each change. */
    public interface Listener {

        /**
         * What may be used has changed. Called with the governor's lock held; must be quick.
         *
         * @param before what could be used
         * @param now what may be used, and why
         */
        void changed(Allowance before, Allowance now);
    }

    private final Listener listener;
    private Allowance current = Allowance.FULL;

    /** Begins with all of the machine. */
    public ResourceGovernor(Listener listener) {
        this.listener = listener;
    }

    /** What may be used now. */
    public synchronized Allowance current() {
        return current;
    }

    /**
     * Follows the state of the machine; to be called about each second.
     *
     * @param host the machine now
     * @param processCpus CPUs used by processes that our own work started, at least 0
     * @return what may be used from now on
     */
    public synchronized Allowance follow(HostSnapshot host, double processCpus) {
        Allowance before = current;
        current = AllowanceRule.next(host, processCpus, before);
        if (!current.isAsMuchAs(before)) {
            listener.changed(before, current);
        }
        return current;
    }
}
