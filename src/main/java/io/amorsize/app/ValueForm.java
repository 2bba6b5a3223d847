package io.amorsize.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the value of a key may look like. Immutable.
 *
 * @param name for a table, for example {@code duration}
 * @param description continues “must be …”, for example {@code a duration such as 30s}
 * @param words all permitted values in lower case; empty where a converter decides
 */
record ValueForm(String name, String description, List<String> words) {

    /** The form of values of {@code type}. */
    static ValueForm of(Class<?> type) {
        if (type == boolean.class) {
            return oneOf(List.of("true", "false"));
        }
        if (type.isEnum()) {
            return oneOf(Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .toList());
        }
        if (type == int.class || type == long.class) {
            return new ValueForm("whole number", "a whole number such as 8080, without a unit", List.of());
        }
        if (type == double.class) {
            return new ValueForm("number", "a number such as 1.5, without a unit", List.of());
        }
        if (type == Duration.class) {
            return new ValueForm("duration", "a duration such as 500ms, 30s or 5m", List.of());
        }
        return type == Path.class
                ? new ValueForm("path", "a path", List.of())
                : new ValueForm("text", "a text", List.of());
    }

    private static ValueForm oneOf(List<String> words) {
        return new ValueForm(
                words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")),
                words.size() == 1
                        ? words.getFirst() + ", the only value there is"
                        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast(),
                words);
    }

    /** Whether {@code value} belongs to the permitted words, in any case; true where there are none to choose from. */
    boolean permits(String value) {
        return words.isEmpty() || words.contains(value.strip().toLowerCase(Locale.ROOT));
    }
}
