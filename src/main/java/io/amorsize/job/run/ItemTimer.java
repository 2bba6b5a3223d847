package io.amorsize.job.run;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Times the items that one worker runs one after the other. Quick ones are timed some at a time, because to read the
 * clocks of the thread takes longer than such an item. What counts is the time from reading to reading: it holds what
 * an item takes besides its own code, and that of the clocks only once. Time in which the thread was ready and had no
 * CPU does not count: it says something of what else runs on the machine. Used by one thread.
 */
final class ItemTimer {

    /** Items that take less together are not timed yet: the clocks would be a hundredth of what they read. */
    private static final long LEAST_NANOS = 250_000;

    private static final int MOST = 128;

    /** Clocks that were read as quickly were read at one moment; it takes some microseconds. */
    private static final long MOMENT_NANOS = 50_000;

    private static final int MOST_READS = 3;

    /** Hears what items took. */
    @FunctionalInterface
    interface Listener {

        /**
         * Some items were timed.
         *
         * @param seconds what each of them took, above 0
         * @param cpuShare the part of it that they spent on a CPU, 0..1; NaN if it is unknown
         */
        void timed(double[] seconds, double cpuShare);
    }

    private final LongSupplier nanoTime;
    private final Supplier<ThreadClock.Reading> threadClock;
    private final Listener listener;
    private final double[] seconds = new double[MOST];
    private int items;
    private double busySeconds;
    private double elsewhereSeconds;
    private Moment begun;

    /** What the clocks say at one moment. */
    private record Moment(ThreadClock.Reading thread, long nanos) {}

    /** Begins to time. */
    ItemTimer(LongSupplier nanoTime, Listener listener) {
        this(nanoTime, ThreadClock::read, listener);
    }

    /** @param threadClock read by the thread that uses this */
    ItemTimer(LongSupplier nanoTime, Supplier<ThreadClock.Reading> threadClock, Listener listener) {
        this.nanoTime = nanoTime;
        this.threadClock = threadClock;
        this.listener = listener;
        this.begun = moment(nanoTime, threadClock);
    }

    /**
     * Reads the clocks, and again if the thread had no CPU in between: what the one of them counts, the other would count
     * for the items that come next, as a wait of theirs.
     */
    private static Moment moment(LongSupplier nanoTime, Supplier<ThreadClock.Reading> threadClock) {
        long since;
        Moment moment;
        int reads = 0;
        do {
            since = nanoTime.getAsLong();
            ThreadClock.Reading thread = threadClock.get();
            moment = new Moment(thread, nanoTime.getAsLong());
            reads++;
        } while (moment.nanos - since > MOMENT_NANOS && reads < MOST_READS);
        return moment;
    }

    /**
     * An item was tried.
     *
     * @param took wall time of the try, in seconds
     * @param elsewhere CPU time that it spent on other threads, in seconds
     * @param teaches whether its time says something of the items to come
     */
    void tried(double took, double elsewhere, boolean teaches) {
        busySeconds += took;
        elsewhereSeconds += elsewhere;
        if (teaches && items < MOST) {
            seconds[items++] = took;
        }
    }

    /** Tells what the items since the last time took, if that can be told well. */
    void pause() {
        if (items == MOST || nanoTime.getAsLong() - begun.nanos >= LEAST_NANOS) {
            stop();
        }
    }

    /** Tells what the items since the last time took. */
    void stop() {
        Moment ended = moment(nanoTime, threadClock);
        if (items > 0 && busySeconds > 0) {
            tell(
                    (ended.nanos - begun.nanos) / 1e9,
                    ended.thread.delaySeconds() - begun.thread.delaySeconds(),
                    cpuSeconds(ended.thread));
        }
        begun = ended;
        items = 0;
        busySeconds = 0;
        elsewhereSeconds = 0;
    }

    /** NaN if it is unknown: of a virtual thread, unless the items told it. */
    private double cpuSeconds(ThreadClock.Reading after) {
        double own = after.cpuSeconds() - begun.thread.cpuSeconds();
        return Double.isNaN(own) ? (elsewhereSeconds > 0 ? elsewhereSeconds : Double.NaN) : own + elsewhereSeconds;
    }

    private void tell(double elapsed, double delay, double cpu) {
        double least = Double.isNaN(cpu) ? Double.MIN_NORMAL : cpu;
        double undisturbed = Math.max(Math.max(elapsed - delay, least), 1e-9);
        double[] each = Arrays.copyOf(seconds, items);
        double busy = busySeconds - takenFromLongest(each, delay);
        for (int i = 0; i < items; i++) {
            each[i] = Math.max(1e-9, each[i] * undisturbed / busy);
        }
        listener.timed(each, Double.isNaN(cpu) ? cpu : Math.clamp(cpu / undisturbed, 0, 1));
    }

    /** The thread waited for a CPU within few of the items: the longest, most likely. What was taken from it. */
    private static double takenFromLongest(double[] each, double delay) {
        int longest = 0;
        double sum = 0;
        for (int i = 0; i < each.length; i++) {
            sum += each[i];
            longest = each[i] > each[longest] ? i : longest;
        }
        if (each.length == 1) {
            return 0;
        }
        double usual = (sum - each[longest]) / (each.length - 1);
        double taken = Math.clamp(delay, 0, Math.max(0, each[longest] - usual));
        each[longest] -= taken;
        return taken;
    }
}
