package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Hides values of JSON documents. Immutable, and safe for use by many threads.
 *
 * @param names of the fields whose values are hidden, at any depth, in small or capital letters
 */
public record Redaction(Set<String> names) {

    /** Stands in the place of what is hidden. */
    public static final String HIDDEN = "***";

    /** Copies the names. */
    public Redaction {
        Set<String> small = new HashSet<>();
        names.forEach(name -> small.add(name.toLowerCase(Locale.ROOT)));
        names = Set.copyOf(small);
    }

    /** One that also hides these. */
    public Redaction and(Set<String> more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(more);
        return new Redaction(all);
    }

    /**
     * The document without what is to be hidden. Numbers keep every digit.
     *
     * @param document one that was read before
     */
    public String of(String document) {
        if (names.isEmpty()) {
            return document;
        }
        StringWriter text = new StringWriter();
        try (JsonParser parser = Json.DOCUMENTS.createParser(document);
                JsonGenerator to = Json.DOCUMENTS.createGenerator(text)) {
            while (parser.nextToken() != null) {
                Compact.copyToken(parser, parser.currentToken(), to);
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && names.contains(parser.currentName().toLowerCase(Locale.ROOT))) {
                    parser.nextToken();
                    parser.skipChildren();
                    to.writeString(HIDDEN);
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a document that was read before", e);
        }
        return text.toString();
    }
}
