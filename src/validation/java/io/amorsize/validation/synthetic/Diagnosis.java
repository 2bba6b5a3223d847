package io.amorsize.validation.synthetic;

import io.amorsize.validation.Shown;

/** Finds out why an answer was bad, by asking again in worlds without one surprise each. */
final class Diagnosis {

    /** Seconds that a pool must save before the optimizer advises one at all. */
    private static final double LEAST_SAVING = 1e-3;

    /** A surprise without which less than this share of the regret is left is the reason. */
    private static final double EXPLAINED = 0.5;

    private static final String FIGURE = " Without that the regret would be ";

    private Diagnosis() {}

    /** A reason as {@link #of} gives it, without the figure. */
    static String withoutFigure(String reason) {
        int figure = reason.indexOf(FIGURE);
        return figure < 0 ? reason : reason.substring(0, figure);
    }

    /** The reason in words, with the figure that shows it. */
    static String of(Finding finding, Inquiry inquiry, int runs) {
        if (finding.serialSeconds() - finding.bestSeconds() < LEAST_SAVING) {
            return "The best plan saves less than the millisecond that a pool has to earn.";
        }
        double regret = finding.regret(inquiry);
        double least = regret * EXPLAINED;
        String reason = "No single surprise explains it.";
        for (Surprise surprise : Surprise.values()) {
            Scenario without = surprise.without(finding.scenario());
            if (!without.equals(finding.scenario())) {
                double left = Finding.of(without, runs).regret(inquiry);
                if (left < least) {
                    least = left;
                    reason = surprise.words() + FIGURE + Shown.thousandths(left) + ".";
                }
            }
        }
        return reason;
    }
}
