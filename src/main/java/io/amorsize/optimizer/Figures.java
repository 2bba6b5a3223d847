package io.amorsize.optimizer;

/** Writes numbers for people: three significant digits, a unit that fits, thousands grouped. */
final class Figures {

    private Figures() {}

    /** A time, for example {@code 45.0 ms}. */
    static String seconds(double seconds) {
        if (seconds == 0) {
            return "0 s";
        }
        if (seconds < 9.995e-7) {
            return digits(seconds * 1e9) + " ns";
        }
        if (seconds < 9.995e-4) {
            return digits(seconds * 1e6) + " µs";
        }
        if (seconds < 0.9995) {
            return digits(seconds * 1e3) + " ms";
        }
        if (seconds < 7200) {
            return digits(seconds) + " s";
        }
        return seconds < 48 * 3600 ? digits(seconds / 3600) + " h" : digits(seconds / 86400) + " days";
    }

    /** A share as a percentage, for example {@code 2.0 %}. */
    static String percent(double share) {
        return digits(share * 100) + " %";
    }

    /** An amount of memory in binary units, for example {@code 1.50 GiB}. */
    static String bytes(double bytes) {
        String[] units = {" B", " KiB", " MiB", " GiB", " TiB", " PiB"};
        int unit = 0;
        double amount = bytes;
        while (amount >= 1023.5 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return digits(amount) + units[unit];
    }

    /** A number of things with grouped thousands, for example {@code 1,000}. */
    static String count(double count) {
        if (count >= 1e15) {
            return digits(count);
        }
        StringBuilder text = new StringBuilder().append((long) count);
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** A count with its noun, in the plural unless there is exactly one. */
    static String count(double count, String singular, String plural) {
        return count(count) + ' ' + (count == 1 ? singular : plural);
    }

    /** Three significant digits without an exponent where that stays readable. */
    static String digits(double value) {
        double size = Math.abs(value);
        if (!(size < 1e15) || (size != 0 && size < 1e-4)) {
            return Double.toString(value);
        }
        if (size >= 999.5) {
            return value < 0 ? "-" + count(Math.rint(size)) : count(Math.rint(size));
        }
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 || size == 0 ? 2 : size >= 0.0995 ? 3 : 4;
        long scale = POWERS[decimals];
        long scaled = Math.round(size * scale);
        StringBuilder text = new StringBuilder();
        if (value < 0) {
            text.append('-');
        }
        text.append(scaled / scale);
        if (decimals > 0) {
            text.append('.');
            String fraction = Long.toString(scaled % scale);
            text.repeat('0', decimals - fraction.length()).append(fraction);
        }
        return text.toString();
    }

    private static final long[] POWERS = {1, 10, 100, 1000, 10000};
}
