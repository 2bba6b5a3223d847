package io.amorsize.api.json;

import java.math.BigDecimal;

/** Numbers in messages. */
final class Quantities {

    private static final BigDecimal PLAIN_FROM = new BigDecimal("0.001");

    private Quantities() {}

    /** With a comma between thousands. */
    static String grouped(long value) {
        StringBuilder text = new StringBuilder(Long.toString(value));
        for (int i = text.length() - 3; i > (value < 0 ? 1 : 0); i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** Whole numbers with a comma between thousands, very small ones with an exponent. */
    static String readable(BigDecimal value) {
        if (value.signum() != 0 && value.abs().compareTo(PLAIN_FROM) < 0) {
            return Double.toString(value.doubleValue()).replace(".0E", "e").replace("E", "e");
        }
        return value.stripTrailingZeros().scale() <= 0 ? grouped(value.longValueExact()) : value.toPlainString();
    }

    /** A range of numbers, as what follows "must". */
    static String range(BigDecimal least, BigDecimal most) {
        return "lie between " + readable(least) + " and " + readable(most);
    }
}
