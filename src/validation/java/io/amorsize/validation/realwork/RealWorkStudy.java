package io.amorsize.validation.realwork;

import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Study;
import io.amorsize.validation.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Advice on real work on this machine, held against what happens when it is followed. Nothing in it is assumed: the
 * items are sampled, the machine is measured, and each plan, the advised one, the best of many and those of the rivals,
 * is really run. Its figures are those of one machine at one time; they are not equal from run to run.
 */
public final class RealWorkStudy implements Study {

    /** Order of the runs only. */
    private static final long SEED = 20_26;

    @Override
    public String name() {
        return "real-work";
    }

    @Override
    public Chapter run(Setup setup) throws IOException, InterruptedException {
        MeasuredMachine machine = MeasuredMachine.measured();
        setup.progress().accept("measured the machine");
        Random random = new Random(SEED);
        List<Trial> trials = new ArrayList<>();
        for (WorkKind kind : WorkKind.values()) {
            for (Workload workload : kind.workloads()) {
                Trial trial = Trial.of(kind, workload, machine, random);
                trials.add(trial);
                setup.progress().accept(line(trial));
            }
        }
        List<PythonTrial> python = PythonTrials.possible() ? PythonTrials.run(machine) : List.of();
        RealWorkReport report = new RealWorkReport(machine.calibration(), trials, python);
        return new Chapter("Real work on this machine", report.markdown(), report.plots(), verdicts(trials));
    }

    private static String line(Trial trial) {
        Answer answer = trial.answer();
        return String.format(
                Locale.ROOT,
                "%-18s %s, best %s, regret %.3f, noise %.3f",
                trial.workload().name(),
                answer.chosen().words(),
                answer.best().words(),
                answer.rawRegret(),
                answer.noise());
    }

    private List<Verdict> verdicts(List<Trial> trials) {
        return trials.stream()
                .flatMap(trial -> trial.answers().stream()
                        .map(answer -> new Verdict(
                                name(),
                                trial.workload().name() + ", asked for " + answer.asked(),
                                answer.chosen().words(),
                                answer.best().words(),
                                answer.regret(),
                                answer.inWords())))
                .toList();
    }
}
