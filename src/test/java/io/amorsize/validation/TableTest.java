package io.amorsize.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void figuresStandOnTheRight() {
        assertThat(new Table("rule", "n", "regret")
                        .row("a|b", "3", Shown.withError(0.12345, Double.NaN))
                        .markdown())
                .isEqualTo("""
                        | rule | n | regret |
                        |---|---:|---:|
                        | a\\|b | 3 | 0.123 ± – |
                        """);
    }

    @Test
    void namesWithTheSameFiguresShareARow() {
        assertThat(new Table("rule", "n", "regret")
                        .joined("a", "3", "0.1")
                        .joined("b", "13", "0.1")
                        .joined("c", "3", "0.1")
                        .markdown())
                .isEqualTo("""
                        | rule | n | regret |
                        |---|---:|---:|
                        | a, c | 3 | 0.1 |
                        | b | 13 | 0.1 |
                        """);
    }

    @Test
    void aRowHasACellForEachHeading() {
        assertThatThrownBy(() -> new Table("a", "b").row("1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Table("a", "b").joined("1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figuresHaveTheDigitsTheyDeserve() {
        assertThat(Shown.significant(0.0123456)).isEqualTo("0.0123");
        assertThat(Shown.significant(123.456)).isEqualTo("123");
        assertThat(Shown.significant(0.000012345)).isEqualTo("1.23e-05");
        assertThat(Shown.significant(0)).isEqualTo("0");
        assertThat(Shown.percent(0.905)).isEqualTo("91 %");
        assertThat(Shown.hundredths(Double.NaN)).isEqualTo("–");
    }
}
