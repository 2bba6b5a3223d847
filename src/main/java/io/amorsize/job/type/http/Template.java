package io.amorsize.job.type.http;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for values: {@code {name}}, the name of letters, digits, dots, hyphens and underscores, not a
 * digit first. Braces around anything else are themselves, so that JSON can be written as it is. Immutable.
 */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

    /** Texts and names by turns, a text first and last. */
    private final List<String> parts;

    private Template(List<String> parts) {
        this.parts = List.copyOf(parts);
    }

    static Template of(String text) {
        List<String> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int end = 0;
        while (places.find()) {
            parts.add(text.substring(end, places.start()));
            parts.add(places.group(1));
            end = places.end();
        }
        parts.add(text.substring(end));
        return new Template(parts);
    }

    /** Whether there is no place for a value. */
    boolean isFixed() {
        return parts.size() == 1;
    }

    /**
     * The text with these values.
     *
     * @throws ItemFailure if one is missing
     */
    String expand(Map<String, String> values, Escaping escaping) throws ItemFailure {
        StringBuilder text = new StringBuilder(parts.getFirst());
        for (int i = 1; i < parts.size(); i += 2) {
            String value = values.get(parts.get(i));
            if (value == null) {
                throw new ItemFailure(
                        "MISSING_VARIABLE",
                        Kind.PERMANENT,
                        "The item has no variable " + parts.get(i) + ", but the template has a place for it.");
            }
            text.append(escaping.escape(value)).append(parts.get(i + 1));
        }
        return text.toString();
    }

    /** The text with {@code value} at every place. */
    String filled(String value) {
        StringBuilder text = new StringBuilder(parts.getFirst());
        for (int i = 1; i < parts.size(); i += 2) {
            text.append(value).append(parts.get(i + 1));
        }
        return text.toString();
    }
}
