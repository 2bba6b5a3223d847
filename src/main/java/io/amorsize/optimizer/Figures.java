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
        if (seconds < 48 * 3600) {
            return digits(seconds / 3600) + " h";
        }
        double days = seconds / 86400;
        return days < 730 ? digits(days) + " days" : digits(days / 365.25) + " years";
    }

    /** A share as a percentage, for example {@code 2 %} or {@code 92.3 %}. */
    static String percent(double share) {
        return shortest(share * 100) + " %";
    }

    /** A probability that was counted in futures, of which there are too few to be surer than 99 %. */
    static String probability(double probability) {
        if (probability > 0.99) {
            return "over 99 %";
        }
        return probability < 0.01 ? "under 1 %" : Math.round(100 * probability) + " %";
    }

    /** A speed-up in words, for example {@code be 2.50 times as fast} or {@code take 3.00 times as long}. */
    static String against(double speedup, String faster, String slower) {
        return speedup >= 1
                ? faster + ' ' + digits(speedup) + " times as fast"
                : slower + ' ' + digits(1 / speedup) + " times as long";
    }

    /** A number of CPUs, for example {@code 1 CPU} or {@code 1.5 CPUs}. */
    static String cpus(double cpus) {
        String number = shortest(cpus);
        return number + (number.equals("1") ? " CPU" : " CPUs");
    }

    /** Up to three significant digits: {@link #digits} without zeros at the end of a fraction. */
    static String shortest(double value) {
        String text = digits(value);
        int end = text.length();
        if (text.indexOf('.') < 0 || text.indexOf(' ') >= 0) {
            return text;
        }
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
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
        return (unit == 0 ? count(Math.rint(amount)) : digits(amount)) + units[unit];
    }

    /** A number of things with grouped thousands, for example {@code 1,000}. */
    static String count(double count) {
        if (count >= MOST_WRITTEN_OUT) {
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

    /** Three significant digits; all digits of the whole part up to 10^18, and nothing finer than 0.0001. */
    static String digits(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 0.00009995) {
            return "less than 0.0001";
        }
        if (!(size < MOST_WRITTEN_OUT)) {
            return power(value);
        }
        if (size >= 999.5) {
            return value < 0 ? "-" + count(Math.rint(size)) : count(Math.rint(size));
        }
        int decimals = POWERS.length - 1;
        while (decimals > 0 && Math.round(size * POWERS[decimals]) >= 1_000) {
            decimals--;
        }
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

    private static String power(double value) {
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        return digits(value / Math.pow(10, exponent)) + " × 10^" + exponent;
    }

    private static final double MOST_WRITTEN_OUT = 1e18;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
}
