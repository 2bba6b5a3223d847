package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Lists of hardware threads")
class CpuSetTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 1
            0-1        | 2
            0-3,8,10-11| 7
            3,3,2-4    | 3
            ' 1 , 2 '  | 2
            0-1023     | 1024
            """)
    void counts(String list, int count) {
        assertThat(CpuSet.parse(list).orElseThrow().count()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "-",
                "-1",
                "3-",
                "4-2",
                "a",
                "0-x",
                "0,,1",
                "0-4294967295",
                "99999999999999999999",
                "1 2",
                "٣"
            })
    void refusesWhatIsNoList(String list) {
        assertThat(CpuSet.parse(list)).isEmpty();
    }

    @Test
    void intersects() {
        CpuSet set = CpuSet.parse("0-3,8").orElseThrow();

        assertThat(set.and(CpuSet.parse("2-9").orElseThrow()).orElseThrow()).hasToString("{2, 3, 8}");
        assertThat(set.and(CpuSet.parse("5").orElseThrow())).isEmpty();
    }
}
