package io.amorsize.job.spi;

/**
 * Any JSON value, for types that hand it on instead of looking into it. In JSON it stands for the value itself and not
 * for an object around it. As a component it needs a {@code @Schema} like any other.
 *
 * @param json the text of one JSON value: an object, a list, a text, a number, {@code true}, {@code false} or
 *     {@code null}
 */
public record JsonText(String json) {

    /** @throws IllegalArgumentException if the text is blank; it is not looked at otherwise */
    public JsonText {
        if (json.isBlank()) {
            throw new IllegalArgumentException("a blank text is no JSON value");
        }
    }
}
