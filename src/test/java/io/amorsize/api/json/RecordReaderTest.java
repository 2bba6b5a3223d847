package io.amorsize.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.Violation;
import io.amorsize.job.spi.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

    private static final RecordReader<AnyRecord> READER = RecordReader.of(AnyRecord.class);

    private final Violations violations = new Violations();

    private AnyRecord read(String document) {
        AnyRecord read = READER.readPart(document, "/items/3", violations);
        assertThat(violations.toList()).isEmpty();
        return Objects.requireNonNull(read);
    }

    private Violation refused(String document) {
        READER.readPart(document, "/items/3", violations);
        assertThat(violations.toList()).hasSize(1);
        return violations.toList().getFirst();
    }

    @Test
    void keepsTheOrderOfTexts() {
        assertThat(read("{\"small\":1,\"labels\":{\"z\":\"a\",\"b\":\"\"}}").labels())
                .containsExactly(Map.entry("z", "a"), Map.entry("b", ""));
    }

    @Test
    void keepsEveryDigitOfRawValues() {
        JsonText raw = read("{\"small\":1,\"raw\": { \"a\" : [ 0.12345678901234567890123, 1E+400, \"\\u0000é\" ] } }")
                .raw();

        assertThat(raw).isEqualTo(new JsonText("{\"a\":[0.12345678901234567890123,1E+400,\"\\u0000é\"]}"));
    }

    @Test
    void rawNullIsAValue() {
        assertThat(read("{\"small\":1,\"raw\":null}").raw()).isEqualTo(new JsonText("null"));
    }

    @Test
    void writesRawValuesAsTheyAre() {
        assertThat(Json.text(Json.writerFor(Envelope.class), new Envelope(new JsonText(" {\"a\": 1.50} "))))
                .isEqualTo("{\"content\":{\"a\":1.50}}");
        for (String broken : List.of("{", "1 2", "{},\"x\":1")) {
            assertThatThrownBy(() -> Json.text(Json.writerFor(Envelope.class), new Envelope(new JsonText(broken))))
                    .as(broken)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private record Envelope(JsonText content) {}

    @Test
    void pointsIntoTheBody() {
        assertThat(refused("{\"small\":1,\"labels\":{\"a/b\":1}}").pointer()).isEqualTo("/items/3/labels/a~1b");
    }

    @Test
    void pointsAtFieldsWithoutAName() {
        assertThat(refused("{\"small\":1,\"\":1}").pointer()).isEqualTo("/items/3/");
    }

    @Test
    void refusesANameThatIsGivenTwice() {
        assertThat(refused("{\"small\":1,\"labels\":{\"a\":\"x\",\"a\":\"y\"}}").code())
                .isEqualTo(ProblemCode.DUPLICATE_FIELD);
    }

    @Test
    void refusesWhatIsNoDocument() {
        for (String broken : List.of("", "  ", "{\"small\":1", "{\"small\":1}}", "{} {}", "nope", "{\"small\":NaN}")) {
            Violations found = new Violations();
            READER.readPart(broken, "/lines/7", found);
            assertThat(found.toList())
                    .as(broken)
                    .extracting(Violation::pointer, Violation::code)
                    .contains(tuple("/lines/7", ProblemCode.MALFORMED_JSON));
        }
        assertThat(refused("{\"small\":1,\"raw\":" + "[".repeat(40) + "]".repeat(40) + "}")
                        .code())
                .isEqualTo(ProblemCode.JSON_TOO_COMPLEX);
    }

    @Test
    void tellsWhatARecordRefusesByItself() {
        RecordReader.of(EvenRecord.class).readPart("{\"even\":3}", "/lines/7", violations);

        assertThat(violations.toList())
                .containsExactly(
                        Violation.at("/lines/7", ProblemCode.CONTRADICTION, "is not accepted: even must be even"));
    }

    @Test
    void takesLongerTextsOnlyInDocuments() {
        String document = "{\"small\":1,\"raw\":\"" + "x".repeat(200_000) + "\"}";
        assertThat(refused(document).code()).isEqualTo(ProblemCode.JSON_TOO_COMPLEX);

        Violations none = new Violations();
        assertThat(RecordReader.ofDocuments(AnyRecord.class).readPart(document, "", none))
                .isNotNull();
        assertThat(none.toList()).isEmpty();
    }

    @Test
    void splitsLists() {
        assertThat(Json.elements("[ {\"a\": 1}, 2, [ ], \"x\" ]")).containsExactly("{\"a\":1}", "2", "[]", "\"x\"");
        assertThat(Json.elements("[]")).isEmpty();
    }
}
