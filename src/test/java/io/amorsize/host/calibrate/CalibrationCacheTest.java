package io.amorsize.host.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibration.WorkerReading;
import io.amorsize.host.calibrate.CalibrationFile.UnusableException;
import io.amorsize.testing.LogListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CalibrationCacheTest {

    private static final HostKey HOST = HostKey.of(Hosts.of("Test CPU", 4, 4));

    @TempDir
    private Path directory;

    private CalibrationCache cache;
    private Path file;

    @BeforeEach
    void open() {
        cache = new CalibrationCache(directory);
        file = directory.resolve(CalibrationCache.FILE);
    }

    @Test
    void whatWasStoredIsFound() {
        assertThat(cache.store(HOST, measured())).isTrue();

        assertThat(cache.find(HOST)).contains(measured());
    }

    @Test
    void aLaterMeasurementReplacesTheEarlierAndLeavesNothingBehind() throws IOException {
        cache.store(HOST, measured());
        Files.writeString(directory.resolve(CalibrationCache.FILE + ".part"), "left by a crash");

        cache.store(HOST, measured(3e-5));

        assertThat(cache.find(HOST)).contains(measured(3e-5));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void nothingStoredIsNothingFound() {
        assertThat(cache.find(HOST)).isEmpty();
        assertThat(new CalibrationCache(directory.resolve("missing")).find(HOST))
                .isEmpty();
    }

    @Test
    void theDirectoryIsMadeWhenItIsMissing() {
        CalibrationCache inner = new CalibrationCache(directory.resolve("a/b"));

        assertThat(inner.store(HOST, measured())).isTrue();
        assertThat(inner.find(HOST)).contains(measured());
    }

    @Test
    void aMeasurementOfAnotherHostIsNotUsed() {
        cache.store(HOST, measured());

        assertThat(cache.find(HostKey.of(Hosts.of("Other CPU", 4, 4)))).isEmpty();
        assertThat(cache.find(HostKey.of(Hosts.of("Test CPU", 8, 4)))).isEmpty();
        assertThat(cache.find(HostKey.of(Hosts.of("Test CPU", 4, 1.5)))).isEmpty();
    }

    @Test
    void aProcessorNameWithControlCharactersIsStillOneLine() {
        HostKey odd = HostKey.of(Hosts.of("Evil\nformat=2\\u0041 \u00e9 = : #", 4, 4));

        assertThat(cache.store(odd, measured())).isTrue();
        assertThat(cache.find(odd)).contains(measured());
    }

    @Test
    void onlyAMeasurementIsStored() {
        assertThatThrownBy(() -> cache.store(HOST, Calibration.priors())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTruncationIsNoticed() {
        String whole = CalibrationFile.format(measured(), HOST);
        for (int length = 0; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> CalibrationFile.parse(part, HOST))
                    .as("%d of %d characters", length, whole.length())
                    .isInstanceOf(UnusableException.class);
        }
    }

    @Test
    void everySingleChangedCharacterIsNoticed() {
        String whole = CalibrationFile.format(measured(), HOST);
        for (int at = 0; at < whole.length(); at++) {
            String changed = whole.substring(0, at) + (char) (whole.charAt(at) ^ 1) + whole.substring(at + 1);
            assertThatThrownBy(() -> CalibrationFile.parse(changed, HOST))
                    .as("character %d", at)
                    .isInstanceOf(UnusableException.class);
        }
    }

    @Test
    void aDamagedFileIsNotUsed() throws IOException {
        cache.store(HOST, measured());
        Files.writeString(file, Files.readString(file).replace("measuredAt=2026", "measuredAt=2025"));

        assertThat(cache.find(HOST)).isEmpty();
    }

    @Test
    void whatAFileSaysReachesTheLogOnOneShortPrintableLine() {
        String body = "format=1\nhost=forged\\nWARN line" + "x".repeat(5000) + "\n";

        assertThatThrownBy(() -> CalibrationFile.parse(sealed(body), HOST))
                .isInstanceOf(UnusableException.class)
                .message()
                .contains("forged?WARN line")
                .hasSizeLessThan(300)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBytesAreNoMeasurement(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(CalibrationCache.LARGEST_FILE)];
        random.nextBytes(bytes);
        Files.write(file, bytes);

        assertThat(cache.find(HOST)).isEmpty();
    }

    /** Someone who can compute the checksum still cannot make the optimizer believe in nonsense. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            format=1                         | format=2
            threadStartSeconds=7.0E-5        | threadStartSeconds=NaN
            threadStartSeconds=7.0E-5        | threadStartSeconds=Infinity
            threadStartSeconds=7.0E-5        | threadStartSeconds=-7.0E-5
            threadStartSeconds=7.0E-5        | threadStartSeconds=1.0E9
            threadStartSeconds=7.0E-5        | threadStartSeconds=
            threadStartSeconds=7.0E-5        | threadStartSecond=7.0E-5
            threadStartSeconds=7.0E-5 7.0E-5 | threadStartSeconds=7.0E-5 -
            0.1 true                         | 0.1 maybe
            smtGain=0.5                      | smtGain=1.5
            dispatchSeconds.count=2          | dispatchSeconds.count=0
            dispatchSeconds.count=2          | dispatchSeconds.count=3
            dispatchSeconds.count=2          | dispatchSeconds.count=2000000000
            dispatchSeconds.count=2          | dispatchSeconds.count=-1
            dispatchSeconds.1=2              | dispatchSeconds.1=1
            dispatchSeconds.1=2              | dispatchSeconds.1=99999999999
            measuredAt=2026                  | measuredAt=soon
            measuredAt=2026                  | measuredAt=\\u00zz
            """)
    void nonsenseUnderAGoodChecksumIsRefused(String part, String replacement) throws IOException {
        String text = CalibrationFile.format(measured(), HOST);
        String body = text.substring(0, text.indexOf("checksum="));
        assertThat(body).contains(part);
        Files.writeString(file, sealed(body.replaceFirst(Pattern.quote(part), replacement)));

        assertThat(cache.find(HOST)).isEmpty();
    }

    @Test
    void theSealOfTheTestIsTheSealOfTheFile() throws IOException {
        String text = CalibrationFile.format(measured(), HOST);
        Files.writeString(file, sealed(text.substring(0, text.indexOf("checksum="))));

        assertThat(cache.find(HOST)).contains(measured());
    }

    @Test
    void anOversizedFileIsNotRead() throws IOException {
        String text = CalibrationFile.format(measured(), HOST);
        String body = text.substring(0, text.indexOf("checksum="));
        Files.writeString(file, sealed(body + "#".repeat(CalibrationCache.LARGEST_FILE) + "\n"));

        assertThat(cache.find(HOST)).isEmpty();
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.writeString(elsewhere, CalibrationFile.format(measured(), HOST));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(cache.find(HOST)).isEmpty();
    }

    @Test
    void aLinkInPlaceOfThePartIsNotWrittenThrough() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "precious");
        Files.createSymbolicLink(directory.resolve(CalibrationCache.FILE + ".part"), elsewhere);

        assertThat(cache.store(HOST, measured())).isTrue();
        assertThat(elsewhere).hasContent("precious");
    }

    @Test
    void aDirectoryInItsPlaceIsNeitherReadNorReplaced() throws IOException {
        Files.createDirectories(file.resolve("inner"));

        assertThat(cache.find(HOST)).isEmpty();
        assertThat(cache.store(HOST, measured())).isFalse();
        assertThat(file.resolve("inner")).isDirectory();
        assertThat(directory.resolve(CalibrationCache.FILE + ".part")).doesNotExist();
    }

    /** Without the check, opening would wait for a writer for ever and heed no interruption. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aPipeInItsPlaceIsNotOpened() throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/mkfifo"))).isTrue();
        new ProcessBuilder("/usr/bin/mkfifo", file.toString()).start().waitFor();

        assertThat(cache.find(HOST)).isEmpty();
    }

    /** A file where the directory should be cannot be written to by anyone, root included. */
    @Test
    void whereNothingCanBeWrittenTheAnswerIsFalse() throws IOException {
        Path blocked = Files.writeString(directory.resolve("blocked"), "");
        CalibrationCache nowhere = new CalibrationCache(blocked);

        assertThat(nowhere.store(HOST, measured())).isFalse();
        assertThat(nowhere.find(HOST)).isEmpty();
    }

    @Test
    void theEndOfTheServiceIsNoReasonToWarn() {
        try (LogListener log = LogListener.of(CalibrationCache.class)) {
            Thread.currentThread().interrupt();

            assertThat(cache.store(HOST, measured())).isFalse();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.told(Level.INFO)).isEmpty();
            assertThat(directory).isEmptyDirectory();
        } finally {
            boolean ignored = Thread.interrupted();
        }
    }

    private static String sealed(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return body + "checksum=" + Long.toHexString(crc.getValue()) + "\n";
    }

    private static Calibration measured() {
        return measured(7e-5);
    }

    private static Calibration measured(double threadStartSeconds) {
        return new Calibration(
                Status.MEASURED,
                Optional.of(Hosts.NOW),
                Optional.empty(),
                List.of(
                        new WorkerReading(1, Reading.measured(2.1e-8, 0.01)),
                        new WorkerReading(2, Reading.mistrusted(1e-7, 4e-8, 0.4))),
                Reading.measured(threadStartSeconds, 0.1),
                Reading.measured(9e-7, 0.2),
                Reading.prior(5e-2),
                Reading.measured(1.9e-5, 0.1),
                Reading.mistrusted(3e-6, 2.5e-6, 0.4),
                List.of(new WorkerReading(1, Reading.measured(1.234567890123e10, 0.02))),
                Reading.measured(0.5, 0.1));
    }
}
