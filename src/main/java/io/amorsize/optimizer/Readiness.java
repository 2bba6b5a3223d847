package io.amorsize.optimizer;

import java.util.List;

/**
 * Whether the plan can be put to use as it is.
 *
 * @param verdict the worst status of the checks
 * @param checks every check that was made
 */
public record Readiness(Verdict verdict, List<Check> checks) {

    /** Copies the list. */
    public Readiness {
        checks = List.copyOf(checks);
    }

    /** What to do. */
    public enum Verdict {
        /** Use it. */
        GO,
        /** Use it with the stated care. */
        CAUTION,
        /** Do not use it before the stated problem is solved. */
        NO_GO
    }

    /**
     * One check.
     *
     * @param code stable name, for example {@code MEMORY_FITS}
     * @param status its result
     * @param message a sentence with the figures and what to do
     */
    public record Check(String code, Verdict status, String message) {}
}
