package io.amorsize.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "1|1.00",
                "8|8.00",
                "12.34|12.3",
                "123.4|123",
                "999.4|999",
                "999.5|1,000",
                "9.994|9.99",
                "9.996|10.0",
                "99.94|99.9",
                "99.95|100",
                "0.9994|0.999",
                "0.9995|1.00",
                "0.0995|0.0995",
                "0.09994|0.0999",
                "0.09995|0.100",
                "0.00123|0.00123",
                "0.0001|0.000100",
                "0.00009|less than 0.0001",
                "-2.5|-2.50",
                "-1234.5|-1,234",
                "1234567|1,234,567",
                "1e15|1,000,000,000,000,000",
                "1e18|1.00 × 10^18",
                "1.234e24|1.23 × 10^24"
            })
    void numbersHaveThreeSignificantDigits(double value, String text) {
        assertThat(Figures.digits(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 s",
                "1e-9|1.00 ns",
                "9.994e-7|999 ns",
                "9.995e-7|1.00 µs",
                "9.994e-4|999 µs",
                "9.995e-4|1.00 ms",
                "0.045|45.0 ms",
                "0.9994|999 ms",
                "0.9995|1.00 s",
                "90|90.0 s",
                "7199|7,199 s",
                "7200|2.00 h",
                "172799|48.0 h",
                "172800|2.00 days",
                "63072000|2.00 years",
                "1e20|3,168,808,781,403 years"
            })
    void timesHaveTheUnitThatFits(double seconds, String text) {
        assertThat(Figures.seconds(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 B",
                "1|1 B",
                "12|12 B",
                "1023|1,023 B",
                "1024|1.00 KiB",
                "1610612736|1.50 GiB",
                "1048575|1.00 MiB",
                "1e18|888 PiB"
            })
    void memoryHasBinaryUnits(double bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 %",
                "0.02|2 %",
                "0.005|0.5 %",
                "0.5|50 %",
                "0.923|92.3 %",
                "1|100 %",
                "8|800 %",
                "1e-7|less than 0.0001 %"
            })
    void sharesArePercentages(double share, String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|under 1 %", "0.0078|under 1 %", "0.03125|3 %", "0.5|50 %", "0.96875|97 %", "1|over 99 %"})
    void probabilitiesAreNeverSurerThanTheirCount(double probability, String text) {
        assertThat(Figures.probability(probability)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1 CPU",
                "1.5|1.5 CPUs",
                "8|8 CPUs",
                "0.5|0.5 CPUs",
                "64|64 CPUs",
                "0.9996|1 CPU",
                "10000|10,000 CPUs"
            })
    void cpusAreCounted(double cpus, String text) {
        assertThat(Figures.cpus(cpus)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 items", "1|1 item", "2|2 items", "1000|1,000 items", "1e15|1,000,000,000,000,000 items"})
    void countsAgreeWithTheirNoun(double count, String text) {
        assertThat(Figures.count(count, "item", "items")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2.5|be 2.50 times as fast", "1|be 1.00 times as fast", "0.25|take 4.00 times as long"})
    void aSlowDownIsToldAsOne(double speedup, String text) {
        assertThat(Figures.against(speedup, "be", "take")).isEqualTo(text);
    }
}
