package io.amorsize.api.recommendation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The place where a page of a list ends, in a form that nobody is meant to read. */
final class Cursor {

    private static final String VERSION = "r1:";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Cursor() {}

    /** The cursor after the recommendation with the identifier {@code id}. */
    static String after(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((VERSION + id).getBytes(StandardCharsets.UTF_8));
    }

    /** The identifier that {@code cursor} stands for; empty if it was not made here. */
    static Optional<String> idOf(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return text.startsWith(VERSION)
                    ? Optional.of(text.substring(VERSION.length()))
                            .filter(id -> ID.matcher(id).matches())
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
