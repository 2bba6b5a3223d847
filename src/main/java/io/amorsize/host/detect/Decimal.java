package io.amorsize.host.detect;

import java.util.Optional;
import java.util.regex.Pattern;

/** Plain decimal numbers as the kernel writes them. */
final class Decimal {

    private static final Pattern PLAIN = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

    private Decimal() {}

    /** The number, at least 0; empty for signs, exponents, NaN and anything else that is not a plain decimal. */
    static Optional<Double> parse(String text) {
        return PLAIN.matcher(text).matches() ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }
}
