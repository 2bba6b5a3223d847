package io.amorsize.api.json;

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

    private RecordReader(Class<R> type) {
        this.type = type;
        this.reader = Readers.ofRecord(type);
    }

    /**
     * A reader for {@code type}, whose components and their {@code @Schema} annotations say what is accepted.
     *
     * @throws IllegalArgumentException if a component's type is not supported or a number has no range
     */
    public static <R extends Record> RecordReader<R> of(Class<R> type) {
        return new RecordReader<>(type);
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
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                throw new MalformedBody(ProblemCode.EMPTY_BODY, "The body is blank. Send a JSON object.");
            }
            Object value = reader.read(parser, new Position(violations));
            if (parser.nextToken() != null) {
                throw new MalformedBody(
                        ProblemCode.MALFORMED_JSON,
                        "After the end of the JSON document there is more text"
                                + at(parser.currentTokenLocation(), body) + ". Send one document only.");
            }
            return type.cast(value);
        } catch (StreamConstraintsException e) {
            throw new MalformedBody(ProblemCode.JSON_TOO_COMPLEX, tooComplex(e, body));
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

    private static String tooComplex(JsonProcessingException e, byte[] body) {
        return "The JSON document is beyond what is read" + at(e.getLocation(), body) + ": at most " + Json.MAX_DEPTH
                + " levels of nesting, numbers of " + Json.MAX_NUMBER_LENGTH + ", names of "
                + Quantities.grouped(Json.MAX_NAME_LENGTH) + " and texts of " + Quantities.grouped(Json.MAX_TEXT_LENGTH)
                + " characters.";
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
