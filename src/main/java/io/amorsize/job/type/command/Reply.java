package io.amorsize.job.type.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.amorsize.job.spi.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a program says about an item. */
sealed interface Reply {

    /** The item is done. */
    record Result(JsonText value) implements Reply {}

    /** The program could not do it. */
    record Failure(String code, String message, boolean retryable) implements Reply {}

    /** A line that is no reply. The message continues a sentence about the program. */
    final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * Reads a line.
     *
     * @param index of the item that was sent; a reply that names another one is refused
     */
    static Reply parse(String line, long index) throws Unreadable {
        return new Reading(line).reply(index);
    }

    /** Reads one line. */
    final class Reading {

        private static final JsonFactory FACTORY = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,49}");

        private static final int LONGEST_MESSAGE = 2_000;

        private static final int EXCERPT = 200;

        private final String line;
        private @Nullable JsonText result;
        private @Nullable Failure failure;

        private Reading(String line) {
            this.line = line;
        }

        Reply reply(long index) throws Unreadable {
            try (JsonParser parser = FACTORY.createParser(line)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw unreadable("is no JSON object");
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    readField(parser, index);
                }
                if (parser.nextToken() != null) {
                    throw unreadable("goes on after its JSON object");
                }
            } catch (JsonProcessingException e) {
                throw unreadable("is no valid JSON");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if ((result == null) == (failure == null)) {
                throw unreadable("must have either a result or an error");
            }
            return result != null
                    ? new Result(result)
                    : Optional.ofNullable(failure).orElseThrow();
        }

        private void readField(JsonParser parser, long index) throws IOException, Unreadable {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "result" -> result = copy(parser);
                case "error" -> failure = readFailure(parser, token);
                case "index" -> {
                    if (token != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() != index) {
                        throw unreadable("is for another item than " + index);
                    }
                }
                default -> throw unreadable("has the unknown field " + name);
            }
        }

        /** Numbers keep all their digits. */
        private static JsonText copy(JsonParser parser) throws IOException {
            StringWriter copy = new StringWriter();
            try (JsonGenerator generator = FACTORY.createGenerator(copy)) {
                generator.copyCurrentStructureExact(parser);
            }
            return new JsonText(copy.toString());
        }

        private Failure readFailure(JsonParser parser, JsonToken token) throws IOException, Unreadable {
            if (token != JsonToken.START_OBJECT) {
                throw unreadable("has an error that is no JSON object");
            }
            String code = "COMMAND_FAILED";
            String message = "The program reported a failure without a message.";
            boolean retryable = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "code" -> code = code(text(parser, value, name));
                    case "message" -> message = shortened(text(parser, value, name), LONGEST_MESSAGE);
                    case "retryable" -> {
                        if (!value.isBoolean()) {
                            throw unreadable("has an error whose retryable is neither true nor false");
                        }
                        retryable = value == JsonToken.VALUE_TRUE;
                    }
                    default -> throw unreadable("has an error with the unknown field " + name);
                }
            }
            return new Failure(code, message, retryable);
        }

        private String text(JsonParser parser, JsonToken value, String name) throws IOException, Unreadable {
            if (value != JsonToken.VALUE_STRING) {
                throw unreadable("has an error whose " + name + " is no text");
            }
            return parser.getText();
        }

        private String code(String code) throws Unreadable {
            if (!CODE.matcher(code).matches()) {
                throw unreadable("has an error whose code is not made of at most 50 capital letters, digits and"
                        + " underscores");
            }
            return code;
        }

        private Unreadable unreadable(String what) {
            return new Unreadable(
                    "answered with a line that " + what + ": “" + Printable.of(shortened(line, EXCERPT)) + "”.");
        }

        private static String shortened(String text, int longest) {
            return text.length() <= longest ? text : text.substring(0, longest) + "…";
        }
    }
}
