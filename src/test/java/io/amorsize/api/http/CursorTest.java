package io.amorsize.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void findsItsPlaceAgain() {
        assertThat(Cursor.WORKLOADS.lastOf(Cursor.WORKLOADS.after("a.b:c-d_e"))).hasValue("a.b:c-d_e");
    }

    @Test
    void isOfOneListOnly() {
        assertThat(Cursor.OUTCOMES.lastOf(Cursor.WORKLOADS.after("name"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "dzE6", "dzE6AA", "dzE6w6Q"})
    void refusesWhatWasNotMadeHere(String cursor) {
        assertThat(Cursor.WORKLOADS.lastOf(cursor)).isEmpty();
    }
}
