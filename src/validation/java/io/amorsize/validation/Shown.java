package io.amorsize.validation;

import java.util.Locale;

/** Figures as documents show them. */
public final class Shown {

    private static final String NOTHING = "–";

    private Shown() {}

    /** With three digits after the point; a dash for NaN. */
    public static String thousandths(double value) {
        return number(value, 3);
    }

    /** With two digits after the point; a dash for NaN. */
    public static String hundredths(double value) {
        return number(value, 2);
    }

    /** A share as a whole number of percent; a dash for NaN. */
    public static String percent(double share) {
        return Double.isNaN(share) ? NOTHING : number(100 * share, 0) + " %";
    }

    /** With three significant digits, in plain notation between a thousandth and a million; a dash for NaN. */
    public static String significant(double value) {
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int digits = size == 0 ? 0 : Math.clamp(2 - (int) Math.floor(Math.log10(size)), 0, 5);
        return number(value, digits);
    }

    /** A mean with its standard error. */
    public static String withError(double mean, double standardError) {
        return thousandths(mean) + " ± " + thousandths(standardError);
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
