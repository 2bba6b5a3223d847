package io.amorsize.api.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON factories and writers. Safe for use by many threads. */
public final class Json {

    /** Deepest nesting of objects and lists that is read. */
    public static final int MAX_DEPTH = 32;

    /** Most characters of a number that are read. */
    static final int MAX_NUMBER_LENGTH = 100;

    /** Most characters of a field's name that are read. */
    static final int MAX_NAME_LENGTH = 1_000;

    /** Most characters of a text that are read. */
    static final int MAX_TEXT_LENGTH = 100_000;

    /** Most characters of a text in a document that carries the caller's own data. */
    static final int MAX_LONG_TEXT_LENGTH = 4 << 20;

    static final JsonFactory FACTORY = factory(MAX_TEXT_LENGTH);

    /** The same with room for the caller's own data. */
    static final JsonFactory DOCUMENTS = factory(MAX_LONG_TEXT_LENGTH);

    private static final JsonMapper MAPPER =
            JsonMapper.builder(FACTORY).addModule(texts()).build();

    private static final JsonMapper SPARSE = JsonMapper.builder(FACTORY)
            .addModule(texts())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    private static JsonFactory factory(int longestText) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxStringLength(longestText)
                        .build())
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
    }

    private static SimpleModule texts() {
        return new SimpleModule().addSerializer(new RawWriter());
    }

    /** A writer for one type. To be kept: making one is expensive. */
    public static ObjectWriter writerFor(Class<?> type) {
        return MAPPER.writerFor(type);
    }

    /** The same for one that leaves out components that are null. */
    public static ObjectWriter sparseWriterFor(Class<?> type) {
        return SPARSE.writerFor(type);
    }

    /** The tree of a document that this service wrote itself. */
    public static JsonNode tree(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of this service could not be read", e);
        }
    }

    /**
     * The elements of a list, each without white space.
     *
     * @param list text of a JSON list that was read before
     */
    public static List<String> elements(String list) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = DOCUMENTS.createParser(list)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(Compact.textOf(parser));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a list that was read before", e);
        }
        return elements;
    }

    /** {@code value} as text. */
    public static String text(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value could not be written", e);
        }
    }

    /** {@code value} as UTF-8. */
    public static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a response could not be written", e);
        }
    }
}
