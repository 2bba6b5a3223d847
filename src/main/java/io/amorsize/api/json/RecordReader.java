package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.amorsize.api.problem.ProblemCode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of one type. Nothing is converted, ignored or defaulted on the way. Immutable and safe for use by many
 * threads; making one is expensive.
 *
 * @param <R> the record that a body becomes
 */
public final class RecordReader<R extends Record> {

    private static final int EXCERPT = 20;

    private final Class<R> type;
    private final ObjectReader reader;
    private final JsonFactory factory;

    private RecordReader(Class<R> type, JsonFactory factory) {
        this.type = type;
        this.reader = Readers.ofRecord(type);
        this.factory = factory;
    }

    /**
     * A reader for {@code type}, whose components and their {@code @Schema} annotations say what is accepted.
     *
     * @throws IllegalArgumentException if a component's type is not supported or a number has no range
     */
    public static <R extends Record> RecordReader<R> of(Class<R> type) {
        return new RecordReader<>(type, Json.FACTORY);
    }

    /**
     * The same for documents that carry the caller's own data: their texts may be longer.
     *
     * @throws IllegalArgumentException if a component's type is not supported or a number has no range
     */
    public static <R extends Record> RecordReader<R> ofDocuments(Class<R> type) {
        return new RecordReader<>(type, Json.DOCUMENTS);
    }

    /**
     * Reads one body.
     *
     * @param violations receives all that is wrong; when it stays empty, the record is returned
     * @return the record; null or incomplete when there are violations
     * @throws MalformedBody if the body is not one JSON document
     */
    public @Nullable R read(byte[] body, Violations violations) throws MalformedBody {
        if (body.length == 0) {
            throw new MalformedBody(
                    ProblemCode.EMPTY_BODY,
                    "The request has no body. Send a JSON object with Content-Type" + " application/json.");
        }
        try (JsonParser parser = factory.createParser(body)) {
            if (parser.nextToken() == null) {
                throw new MalformedBody(ProblemCode.EMPTY_BODY, "The body is blank. Send a JSON object.");
            }
            Object value = reader.read(parser, new Position(violations, ""));
            if (parser.nextToken() != null) {
                throw new MalformedBody(
                        ProblemCode.MALFORMED_JSON,
                        "After the end of the JSON document there is more text"
                                + at(parser.currentTokenLocation(), body) + ". Send one document only.");
            }
            return type.cast(value);
        } catch (StreamConstraintsException e) {
            throw new MalformedBody(
                    ProblemCode.JSON_TOO_COMPLEX,
                    "The JSON document is beyond what is read" + at(e.getLocation(), body) + ": " + limits() + ".");
        } catch (JsonEOFException e) {
            throw new MalformedBody(
                    ProblemCode.MALFORMED_JSON,
                    "The JSON document is not complete: it ends" + at(e.getLocation(), body)
                            + ". A closing bracket or quote is missing, or the body was cut off.");
        } catch (JsonProcessingException e) {
            throw new MalformedBody(ProblemCode.MALFORMED_JSON, malformed(e, body));
        } catch (CharConversionException e) {
            throw new MalformedBody(ProblemCode.MALFORMED_JSON, "The body is not valid UTF-8 text.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a document that is a part of a body.
     *
     * @param document its text, on one line
     * @param pointer JSON Pointer to it in the body
     * @param violations receives all that is wrong; when it stays as it was, the record is returned
     * @return the record; null or incomplete when there are violations
     */
    public @Nullable R readPart(String document, String pointer, Violations violations) {
        try (JsonParser parser = factory.createParser(document)) {
            if (parser.nextToken() == null) {
                violations.add(pointer, ProblemCode.MALFORMED_JSON, "must be a JSON object, but is blank");
                return null;
            }
            Object value = reader.read(parser, new Position(violations, pointer));
            if (parser.nextToken() != null) {
                violations.add(
                        pointer,
                        ProblemCode.MALFORMED_JSON,
                        "must be one JSON object, but has more text behind it" + column(parser.currentTokenLocation()));
                return null;
            }
            return type.cast(value);
        } catch (StreamConstraintsException e) {
            violations.add(
                    pointer,
                    ProblemCode.JSON_TOO_COMPLEX,
                    "is beyond what is read" + column(e.getLocation()) + ": " + limits());
            return null;
        } catch (JsonProcessingException e) {
            violations.add(pointer, ProblemCode.MALFORMED_JSON, "is not valid JSON" + column(e.getLocation()));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String column(@Nullable JsonLocation location) {
        return location == null || location.getColumnNr() < 1 ? "" : " at column " + location.getColumnNr();
    }

    private String limits() {
        return "at most " + Json.MAX_DEPTH + " levels of nesting, numbers of " + Json.MAX_NUMBER_LENGTH + ", names of "
                + Quantities.grouped(Json.MAX_NAME_LENGTH) + " and texts of "
                + Quantities.grouped(factory.streamReadConstraints().getMaxStringLength()) + " characters";
    }

    private static String malformed(JsonProcessingException e, byte[] body) {
        String sentence = "The body is not valid JSON" + at(e.getLocation(), body) + ".";
        String message = String.valueOf(e.getOriginalMessage());
        if (message.contains("NaN") || message.contains("Infinity") || message.contains("INF")) {
            return sentence + " NaN and Infinity are not JSON; leave the field out.";
        }
        return sentence;
    }

    private static String at(@Nullable JsonLocation location, byte[] body) {
        if (location == null || location.getLineNr() < 1) {
            return "";
        }
        String place = " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        long offset = location.getByteOffset();
        if (offset < 0 || offset > body.length) {
            return place;
        }
        int from = (int) Math.max(0, offset - EXCERPT);
        int to = (int) Math.min(body.length, offset + EXCERPT);
        String excerpt = new String(body, from, to - from, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}|\uFFFD", " ")
                .strip();
        return excerpt.isEmpty() ? place : place + ", near `" + excerpt + "`";
    }
}
