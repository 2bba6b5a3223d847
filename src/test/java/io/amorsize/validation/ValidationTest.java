package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationTest {

    private record Named(String name) implements Study {
        @Override
        public Chapter run(Setup setup) {
            return new Chapter(name, "Found nothing.", Map.of(), List.of());
        }
    }

    private static final List<Study> STUDIES = List.of(new Named("a"), new Named("b"), new Named("c"));

    @Test
    void namedStudiesRunInTheirOwnOrder() {
        assertThat(Validation.wanted("c,a", STUDIES)).extracting(Study::name).containsExactly("a", "c");
    }

    @Test
    void withoutANameAllRun() {
        assertThat(Validation.wanted("", STUDIES)).isEqualTo(STUDIES);
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> Validation.wanted("a,d", STUDIES)).hasMessageContaining("[a, b, c]");
    }
}
