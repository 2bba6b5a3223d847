package io.amorsize.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibration.WorkerReading;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.RuntimeOverheads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuntimePresetsTest {

    private static final Path DOCUMENT = Path.of("docs/runtimes.md");

    private static final String HEADER =
            "| runtime | workerStartSeconds | boot, CPU seconds | end, seconds | spread | dispatchSeconds | transferBytesPerSecond | interpreterLock |";

    /** Told apart by their digits: 1 for platform threads, 2 for virtual ones, 4, 8 and 16 for dispatch. */
    private static final Calibration CALIBRATION = new Calibration(
            Status.MEASURED,
            Optional.empty(),
            Optional.empty(),
            List.of(
                    new WorkerReading(1, Reading.measured(4e-8, 0)),
                    new WorkerReading(2, Reading.measured(8e-8, 0)),
                    new WorkerReading(8, Reading.measured(16e-8, 0))),
            Reading.measured(1e-4, 0),
            Reading.measured(2e-6, 0),
            Reading.prior(5e-2),
            Reading.prior(4e-6),
            Reading.prior(3e-6),
            List.of(),
            Reading.prior(0.5));

    @ParameterizedTest
    @EnumSource
    void theDocumentSaysWhatTheCodeDoes(ExecutionRuntime runtime) throws IOException {
        List<String> row = documented().getOrDefault(runtime, List.of());
        RuntimeOverheads overheads = RuntimePresets.overheads(runtime, 1, 8, CALIBRATION);

        assertThat(row).as("row of " + runtime).hasSize(8);
        boolean virtual = runtime == ExecutionRuntime.JVM_VIRTUAL_THREADS;
        assertThat(overheads.workerStartSeconds()).isEqualTo(number(row.get(1), virtual ? 6e-6 : 1e-4));
        assertThat(overheads.workerBootCpuSeconds()).isEqualTo(number(row.get(2), Double.NaN));
        assertThat(overheads.workerStopSeconds()).isEqualTo(number(row.get(3), Double.NaN));
        assertThat(overheads.poolSpread()).isEqualTo(number(row.get(4), Double.NaN));
        assertThat(overheads.dispatchSeconds()).isEqualTo(number(row.get(5), 4e-8));
        assertThat(overheads.transferBytesPerSecond()).isEqualTo(number(row.get(6), Double.NaN));
        assertThat(overheads.interpreterLock()).isEqualTo("yes".equals(row.get(7)));
    }

    @Test
    void theDocumentHasNoOtherRuntime() throws IOException {
        assertThat(documented()).containsOnlyKeys(ExecutionRuntime.values());
    }

    @ParameterizedTest
    @CsvSource({"1,6e-6", "8,6e-6", "16,4e-6", "4000000,2e-6"})
    void onlyTheFirstVirtualThreadsWakeACarrier(int workers, double seconds) {
        assertThat(RuntimePresets.overheads(ExecutionRuntime.JVM_VIRTUAL_THREADS, workers, 8, CALIBRATION)
                        .workerStartSeconds())
                .isCloseTo(seconds, within(1e-11));
    }

    /** Between two counts the middle in ln(workers): sqrt(2 * 8) = 4; beyond them, the nearest. */
    @ParameterizedTest
    @CsvSource({"1,4e-8", "2,8e-8", "4,12e-8", "8,16e-8", "9,16e-8", "100000,16e-8"})
    void dispatchIsInterpolatedInTheLogarithmOfWorkers(int workers, double seconds) {
        assertThat(RuntimePresets.overheads(ExecutionRuntime.JVM_THREADS, workers, 8, CALIBRATION)
                        .dispatchSeconds())
                .isCloseTo(seconds, within(1e-20));
    }

    @Test
    void countsBelowTheFirstReadingTakeItsValueAndLargeOnesAreInterpolatedToo() {
        List<WorkerReading> readings = List.of(
                new WorkerReading(4, Reading.measured(1e-7, 0)), new WorkerReading(1 << 14, Reading.measured(3e-7, 0)));

        assertThat(DispatchCurve.secondsAt(readings, 1)).isEqualTo(1e-7);
        assertThat(DispatchCurve.secondsAt(readings, 1 << 8)).isCloseTo(2e-7, within(1e-20));
        assertThat(DispatchCurve.secondsAt(readings, 1 << 14)).isEqualTo(3e-7);
    }

    private static double number(String cell, double calibrated) {
        return switch (cell) {
            case "calibration" -> calibrated;
            case "shared" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(cell);
        };
    }

    /** The rows of the table by runtime, cells without their blanks and backquotes. */
    private static Map<ExecutionRuntime, List<String>> documented() throws IOException {
        Map<ExecutionRuntime, List<String>> rows = new EnumMap<>(ExecutionRuntime.class);
        Files.readString(DOCUMENT)
                .lines()
                .dropWhile(line -> !line.equals(HEADER))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .forEach(cells -> rows.put(ExecutionRuntime.valueOf(cells.getFirst()), cells));
        return rows;
    }
}
