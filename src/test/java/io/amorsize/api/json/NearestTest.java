package io.amorsize.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("items", "itemTime", "samples", "cpuShare", "payloadBytes");

    @ParameterizedTest
    @CsvSource({
        "item, items",
        "itmes, items",
        "item_time, itemTime",
        "itemtime, itemTime",
        "CPUSHARE, cpuShare",
        "cpu_share, cpuShare",
        "payload, payloadBytes",
        "sample, samples",
    })
    void findsWhatWasMeant(String given, String meant) {
        assertThat(Nearest.to(given, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "zzzzzzzz", "workers", "''"})
    void findsNothingFarAway(String given) {
        assertThat(Nearest.to(given, KNOWN)).isEmpty();
    }

    @Test
    void countsEditsOfOneCharacter() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }
}
