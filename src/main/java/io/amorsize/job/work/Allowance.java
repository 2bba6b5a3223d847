package io.amorsize.job.work;

import java.time.Instant;
import java.util.Optional;

/**
 * The part of the machine that work may use while others need it, too.
 *
 * @param cpuShare of the CPUs, {@link #LEAST}..1
 * @param waitingShare of the places of waiting pieces, {@link #LEAST}..1
 * @param shrunkAt when it last became less; empty if it never did
 * @param cause of the last change
 */
public record Allowance(double cpuShare, double waitingShare, Optional<Instant> shrunkAt, Cause cause) {

    /** Work goes on slowly rather than not at all. */
    public static final double LEAST = 0.1;

    /** All of it. */
    public static final Allowance FULL = new Allowance(1, 1, Optional.empty(), Cause.NONE);

    /** Why an allowance changed. */
    public enum Cause {
        /** Nothing needed a change. */
        NONE,
        /** The quota held this process back. */
        CPU_THROTTLING,
        /** Others use the CPUs, and some tasks wait for one. */
        CPU_PRESSURE,
        /** Tasks wait for memory. */
        MEMORY_PRESSURE,
        /** Little memory is left. */
        LITTLE_MEMORY,
        /** What needed the change before is over. */
        RECOVERY
    }

    /** @throws IllegalArgumentException if a share is outside its range */
    public Allowance {
        requireShare("cpuShare", cpuShare);
        requireShare("waitingShare", waitingShare);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= LEAST && share <= 1)) {
            throw new IllegalArgumentException(name + " must lie in " + LEAST + "..1, was " + share);
        }
    }

    /** What of {@code all} may be used. */
    public PoolLimits of(PoolLimits all) {
        return new PoolLimits(all.cpus() * cpuShare, Math.max(1, (int) (all.waitingPieces() * waitingShare)));
    }

    /** Whether the same may be used. */
    boolean isAsMuchAs(Allowance other) {
        return cpuShare == other.cpuShare && waitingShare == other.waitingShare;
    }
}
