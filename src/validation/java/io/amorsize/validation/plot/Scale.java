package io.amorsize.validation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a value stands on an axis.
 *
 * @param low value at the start; above 0 if {@code logarithmic}
 * @param high value at the end, above {@code low}
 * @param start coordinate of {@code low}
 * @param end coordinate of {@code high}
 * @param logarithmic whether equal distances are equal ratios
 */
record Scale(double low, double high, double start, double end, boolean logarithmic) {

    private static final int MARKS = 6;

    double at(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return start + Math.clamp(share, 0.0, 1.0) * (end - start);
    }

    /** Round values to be marked: powers of two on a logarithmic axis, otherwise multiples of 1, 2 or 5 times a power of ten. */
    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        if (logarithmic) {
            double doublings = Math.ceil(Math.log(high / low) / Math.log(2) / (2 * MARKS));
            for (double mark = Math.pow(2, Math.ceil(Math.log(low) / Math.log(2) - 1e-9));
                    mark <= high * (1 + 1e-9);
                    mark *= Math.pow(2, Math.max(1, doublings))) {
                marks.add(mark);
            }
            return marks;
        }
        double step = Math.pow(10, Math.floor(Math.log10((high - low) / MARKS)));
        for (double factor : new double[] {2, 2.5, 2}) {
            if ((high - low) / step > MARKS) {
                step *= factor;
            }
        }
        for (double i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            marks.add(i * step);
        }
        return marks;
    }

    /** A mark in as few digits as it needs. */
    static String figure(double mark) {
        return String.format(Locale.ROOT, "%.3f", mark)
                .replaceFirst("0+$", "")
                .replaceFirst("\\.$", "")
                .replaceFirst("^-0$", "0");
    }
}
