package io.amorsize.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "is missing|/items is missing.",
                "is not a field here; did you mean item?|/items is not a field here; did you mean item?",
                "is not permitted. Add it to allow it.|/items is not permitted. Add it to allow it.",
            })
    void endsAsASentence(String message, String sentence) {
        assertThat(Violation.at("/items", ProblemCode.INVALID_VALUE, message).sentence("The body"))
                .isEqualTo(sentence);
    }
}
