package io.amorsize.validation.synthetic;

/**
 * Items in the order in which they are handed out. Each waits first and computes then; both times are those of an item that
 * runs alone. Immutable by convention: the arrays are neither copied nor written.
 */
final class Items {

    private final double[] waitSeconds;
    private final double[] cpuSeconds;
    private final double[] cpuBefore;
    private final boolean waits;

    /**
     * Items with these times, in seconds, at least 0.
     *
     * @param waitSeconds time each item waits for somebody else
     * @param cpuSeconds time each item computes on a core of its own
     */
    Items(double[] waitSeconds, double[] cpuSeconds) {
        if (waitSeconds.length != cpuSeconds.length || cpuSeconds.length == 0) {
            throw new IllegalArgumentException("as many waits as computations are needed, and at least one");
        }
        this.waitSeconds = waitSeconds;
        this.cpuSeconds = cpuSeconds;
        cpuBefore = new double[cpuSeconds.length + 1];
        boolean anyWait = false;
        for (int i = 0; i < cpuSeconds.length; i++) {
            cpuBefore[i + 1] = cpuBefore[i] + cpuSeconds[i];
            anyWait |= waitSeconds[i] > 0;
        }
        waits = anyWait;
    }

    /** Items that only compute. */
    static Items computing(double... cpuSeconds) {
        return new Items(new double[cpuSeconds.length], cpuSeconds);
    }

    int count() {
        return cpuSeconds.length;
    }

    /** Whether any of them waits. */
    boolean waits() {
        return waits;
    }

    double waitSeconds(int item) {
        return waitSeconds[item];
    }

    double cpuSeconds(int item) {
        return cpuSeconds[item];
    }

    /** Time it takes to compute the items from one, included, to another, excluded. */
    double cpuSeconds(int from, int to) {
        return cpuBefore[to] - cpuBefore[from];
    }
}
