package io.amorsize.validation.realwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Executor;
import io.amorsize.validation.Chapter;
import io.amorsize.workload.Samples;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RealWorkReportTest {

    private static final Way RIVALS = new Way.Planned(Executor.PLATFORM_THREADS, 8, 1);

    private static Trial trial(WorkKind kind, String name, Answer answer, double rivalSeconds) {
        return trial(kind, name, answer, rivalSeconds, HostCapacity.ofCores(4));
    }

    private static Trial trial(WorkKind kind, String name, Answer answer, double rivalSeconds, HostCapacity host) {
        return new Trial(
                kind,
                Workload.computing(name, "nothing", 100, index -> index),
                new ItemSampler.Sample(Samples.ofWallSeconds(1e-3), 1, 0),
                host,
                List.of(answer),
                List.of(new Rival("rule", RIVALS, rivalSeconds)),
                1);
    }

    private static final List<Trial> TRIALS = List.of(
            trial(WorkKind.COMPUTING, "one", AnswerTest.answer(1.0, 0.8, 3.5, 0.01), 2.0),
            trial(WorkKind.WAITING, "two", AnswerTest.answer(1.0, 0.99, 0.9, 0.02), 0.5));

    private static String report(List<PythonTrial> python) {
        return new RealWorkReport(Calibration.priors(), TRIALS, python).markdown();
    }

    @Test
    void beginsWithASummaryOfTheFirstAnswers() {
        assertThat(report(List.of()))
                .startsWith("Advice on 2 real Java workloads, each really run, lost 10 % of the time on average and"
                        + " 20 % at worst beyond the noise, which was 2 % on average; it was slower than the serial run"
                        + " in 1 of them. The 90 % interval held the real speed-up in 1 of 2.\n");
    }

    @Test
    void saysThatTheMachineWasNotIdle() {
        HostCapacity busy =
                new HostCapacity(4, 4, 4, OptionalDouble.empty(), OptionalDouble.empty(), 1.5, OptionalLong.empty(), 0);
        Trial trial = trial(WorkKind.SMALL, "one", AnswerTest.answer(1, 1, 1, 0), 1, busy);

        assertThat(new RealWorkReport(Calibration.priors(), List.of(trial), List.of()).markdown())
                .contains(" The machine was not idle: others kept 1.50 CPUs of it busy.\n");
    }

    @Test
    void countsKindsApart() {
        assertThat(report(List.of()))
                .contains("| even items | 0.200 | 0.200 | 0.200 | 0.010 | 0 of 1 |")
                .contains("| waiting | 0.000 | 0.000 | 0.010 | 0.020 | 1 of 1 |")
                .doesNotContain("| little work |");
    }

    @Test
    void comparesRivalsWithTheAdvice() {
        // One took twice as long as the advice, the other half as long: equal in the geometric mean.
        assertThat(report(List.of())).contains("| rule | 0.300 | 0.600 | 0 | 1.00 |");
    }

    @Test
    void saysThatPythonWasLeftOut() {
        assertThat(report(List.of())).contains("There was no `python3` with joblib");
    }

    @Test
    void showsMediansOfPythonRuns() {
        PythonTrial trial = new PythonTrial(
                "python-test",
                "nothing",
                AnswerTest.ADVICE,
                Map.of(
                        PythonTrial.SERIAL, List.of(0.4, 0.1, 0.2),
                        PythonTrial.ADVISED, List.of(0.1),
                        PythonTrial.JOBLIB, List.of(0.3, 0.5)));

        assertThat(report(List.of(trial)))
                .contains("| python-test | nothing | 4 processes × ")
                .contains("| 200 | 100 | – | 400 | – | 2.00 |");
    }

    @Test
    void showsItsPlot() {
        RealWorkReport report = new RealWorkReport(Calibration.priors(), TRIALS, List.of());

        Chapter chapter = new Chapter("test", report.markdown(), report.plots(), List.of());

        assertThat(chapter.plots().values())
                .singleElement()
                .satisfies(svg -> assertThat(svg).startsWith("<svg"));
    }
}
