package io.amorsize.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSchemaTest {

    private static final int DOCUMENTS = 20_000;

    private static final List<String> FIELDS = List.of(
            "decimal",
            "whole",
            "small",
            "flag",
            "text",
            "patterned",
            "colour",
            "numbers",
            "words",
            "labels",
            "raw",
            "part",
            "parts",
            "other");

    /** Values that some field takes, and values next to them that it does not take. */
    private static final Map<String, List<String>> LIKELY = Map.ofEntries(
            Map.entry("decimal", List.of("0.5", "2", "1.25", "0.49999", "2.0001", "1e0")),
            Map.entry("whole", List.of("-3", "-4", "1000000000000000", "1e15", "1000000000000001", "5.0", "5.5")),
            Map.entry("small", List.of("1", "9", "3", "9.0", "0", "10", "1e1", "99999999999999999999")),
            Map.entry("flag", List.of("true", "false")),
            Map.entry("text", List.of("\"ab\"", "\"abcd\"", "\"a\"", "\"abcde\"", "\"\\ud83d\\ude00\\ud83d\\ude00\"")),
            Map.entry("patterned", List.of("\"a\"", "\"bbb\"", "\"ab\"", "\"xa\"", "\"bbbbbb\"", "\"\"")),
            Map.entry("colour", List.of("\"RED\"", "\"BLUE\"", "\"PINK\"", "\"red\"")),
            Map.entry("numbers", List.of("[0]", "[0,5]", "[]", "[1,2,3]", "[6]", "[1.0]", "[\"1\"]")),
            Map.entry("words", List.of("[]", "[\"a\"]", "[\"a\",\"bb\"]", "[\"ccc\"]", "[\"a\",\"b\",\"c\"]")),
            Map.entry(
                    "labels",
                    List.of(
                            "{}",
                            "{\"a\":\"b\"}",
                            "{\"a\":\"\",\"b/~\":\"xyz\"}",
                            "{\"\":\"a\"}",
                            "{\"a\":\"B\"}",
                            "{\"a\":\"wxyz\"}",
                            "{\"a\":1}",
                            "{\"a\":\"\",\"b\":\"\",\"c\":\"\"}",
                            "{\"" + "n".repeat(200) + "\":\"a\"}",
                            "{\"" + "n".repeat(201) + "\":\"a\"}")),
            Map.entry("raw", List.of("null", "{}", "[1,[2]]", "\"x\"")),
            Map.entry(
                    "part",
                    List.of(
                            "{\"name\":\"abc\"}",
                            "{\"name\":\"\",\"good\":true}",
                            "{}",
                            "{\"good\":false}",
                            "{\"name\":\"abcd\"}",
                            "{\"name\":\"a\",\"x\":1}")),
            Map.entry("parts", List.of("[]", "[{\"name\":\"a\"}]", "[{}]", "[{\"name\":\"a\"},{\"name\":1}]")),
            Map.entry("other", List.of("1")));

    private static final List<String> ANYTHING =
            List.of("null", "true", "0", "1", "-1", "1.5", "\"\"", "\"RED\"", "[]", "{}", "[null]", "{\"a\":null}");

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(RecordSchema.of(AnyRecord.class));

    private final RecordReader<AnyRecord> reader = RecordReader.of(AnyRecord.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121})
    void acceptsExactlyWhatTheReaderAccepts(long seed) throws IOException {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String document = document(random);
            Violations violations = new Violations();
            reader.readPart(document, "", violations);
            JsonNode tree = new ObjectMapper().readTree(document);
            assertThat(SCHEMA.validate(tree).isEmpty())
                    .as(document + " " + violations.toList() + " " + SCHEMA.validate(tree))
                    .isEqualTo(violations.isEmpty());
            accepted += violations.isEmpty() ? 1 : 0;
        }
        assertThat(accepted).isBetween(DOCUMENTS / 20, DOCUMENTS * 19 / 20);
    }

    @Test
    void isASchemaOfItsDialect() throws IOException {
        JsonSchema dialect = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(dialect.validate(new ObjectMapper().readTree(RecordSchema.of(AnyRecord.class))))
                .isEmpty();
    }

    @Test
    void saysWhatTheAnnotationsSay() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(RecordSchema.of(AnyRecord.class));

        assertThat(schema.path("description").asText()).isEqualTo("One of each.");
        assertThat(schema.at("/properties/decimal")).hasToString("""
                {"type":"number","minimum":0.5,"maximum":2,"description":"A number.","examples":[1.5]}""");
        assertThat(schema.at("/properties/small/default").asInt()).isEqualTo(3);
        assertThat(schema.at("/properties/text/examples/0").isTextual()).isTrue();
        assertThat(schema.at("/properties/raw")).hasToString("""
                {"description":"Anything.","examples":[{"a":1}]}""");
        assertThat(schema.at("/properties/part/description").asText()).isEqualTo("A part.");
        assertThat(schema.at("/required")).hasToString("[\"small\"]");
    }

    private record WithoutAnnotation(String name) {}

    private record WithoutLength(@Schema String name) {}

    private record WithoutRange(@Schema Double value) {}

    private record WithoutMost(@Schema(maxLength = 3) List<String> names) {}

    private record Endless(@Schema(maxItems = 3) List<Endless> parts) {}

    private record Unreadable(
            @Schema(minimum = "0", maximum = "9") int value) {}

    @Test
    void refusesRecordsThatDoNotSayWhatTheyAccept() {
        for (Class<? extends Record> type : List.of(
                WithoutAnnotation.class,
                WithoutLength.class,
                WithoutRange.class,
                WithoutMost.class,
                Endless.class,
                Unreadable.class)) {
            assertThatThrownBy(() -> RecordReader.of(type))
                    .as(type.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String document(Random random) {
        StringJoiner document = new StringJoiner(",", "{", "}");
        if (random.nextInt(10) > 0) {
            document.add("\"small\":" + value("small", random));
        }
        int more = random.nextInt(3);
        int from = random.nextInt(FIELDS.size());
        for (int i = 0; i < more; i++) {
            String field = FIELDS.get((from + i) % FIELDS.size());
            if (!field.equals("small")) {
                document.add("\"" + field + "\":" + value(field, random));
            }
        }
        return document.toString();
    }

    private static String value(String field, Random random) {
        List<String> values = random.nextInt(4) == 0 ? ANYTHING : LIKELY.getOrDefault(field, ANYTHING);
        return values.get(random.nextInt(values.size()));
    }
}
