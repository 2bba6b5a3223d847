package io.amorsize.job.type.command;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process and those it has started. */
final class ProcessTree {

    private ProcessTree() {}

    /** Kills the process and, after it, those that it had started, so that it cannot start others in their place. */
    static void kill(ProcessHandle process) {
        List<ProcessHandle> children = process.children().toList();
        process.destroyForcibly();
        children.forEach(ProcessTree::kill);
    }

    /**
     * Waits until a killed process is really gone, also when the thread is interrupted: it holds memory and CPUs until
     * then. A process in an uninterruptible call of the system outlives {@code nanos}.
     */
    static void awaitDeath(Process process, long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
