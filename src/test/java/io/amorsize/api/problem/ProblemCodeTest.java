package io.amorsize.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

    @Test
    void everyCodeIsDocumentedWithItsStatusMeaningAndRemedy() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/problems.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .hasSameSizeAs(ProblemCode.values())
                .zipSatisfy(
                        Arrays.asList(ProblemCode.values()),
                        (row, code) -> assertThat(row)
                                .startsWith("| `" + code + "` | " + code.status() + " | " + code.description() + " | ")
                                .matches(".*\\| [A-Z][^|]+\\. \\|"));
    }

    @Test
    void typeFollowsFromTheName() {
        assertThat(ProblemCode.OUT_OF_RANGE.type()).isEqualTo("urn:amorsize:problem:out-of-range");
    }

    @Test
    void errorsOfOneKindGiveTheProblemTheirCode() {
        Violation wrong = Violation.at("/a", ProblemCode.WRONG_TYPE, "must be a number");
        Violation missing = Violation.at("/b", ProblemCode.MISSING_FIELD, "is missing");

        assertThat(Problem.of(List.of(wrong, wrong)).code()).isEqualTo(ProblemCode.WRONG_TYPE);
        assertThat(Problem.of(List.of(wrong, missing)).code()).isEqualTo(ProblemCode.INVALID_REQUEST);
        assertThat(Problem.of(List.of(wrong, missing)).detail())
                .isEqualTo("/a must be a number. There is 1 more error in this request.");
    }
}
