package io.amorsize.api.outcome;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Places where a page of a list ends, in a form that nobody is meant to read.
 *
 * @param list which list; a cursor of one is no cursor of another
 */
record Cursor(String list) {

    /** Of the list of workloads; behind a name. */
    static final Cursor WORKLOADS = new Cursor("w1:");

    /** Of the outcomes of a workload; behind an identifier. */
    static final Cursor OUTCOMES = new Cursor("o1:");

    /** The cursor behind {@code last}. */
    String after(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((list + last).getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code cursor} stands behind; empty if it was not made here. */
    Optional<String> lastOf(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String last = text.startsWith(list) ? text.substring(list.length()) : "";
            // A text that changes on its way back was not made here; nor is there one without a last entry.
            return !last.isEmpty() && last.matches("[!-~]{1,200}") ? Optional.of(last) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
