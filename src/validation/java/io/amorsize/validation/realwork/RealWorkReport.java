package io.amorsize.validation.realwork;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostSnapshot;
import io.amorsize.workload.ExecutionRuntime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Writes down what the trials showed. */
final class RealWorkReport {

    private final ThisMachine machine;
    private final List<Trial> trials;

    RealWorkReport(ThisMachine machine, List<Trial> trials) {
        this.machine = machine;
        this.trials = List.copyOf(trials);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(calibration()).append('\n');
        for (ExecutionRuntime runtime :
                List.of(ExecutionRuntime.AUTO, ExecutionRuntime.JVM_THREADS, ExecutionRuntime.JVM_VIRTUAL_THREADS)) {
            List<Answer> answers = trials.stream()
                    .flatMap(trial -> trial.answers().stream())
                    .filter(answer -> answer.runtime() == runtime)
                    .toList();
            text.append(summary(runtime, answers)).append('\n');
        }
        text.append(
                "\n| workload | advised | best | s serial | s advised | s best | regret raw | net | noise | speed-up | 90 % | cpu share | limit |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (Trial trial : trials) {
            for (Answer a : trial.answers()) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s %s | %s | %s | %.5f | %.5f | %.5f | %.3f | %.3f | %.3f | %.2f | %.2f..%.2f %s%s | %.2f | %s |%n",
                        trial.workload().name(),
                        a.runtime(),
                        a.chosen().words(),
                        a.best().words(),
                        a.serialSeconds(),
                        a.chosenSeconds(),
                        a.bestSeconds(),
                        a.rawRegret(),
                        a.regret(),
                        a.noise(),
                        a.speedup(),
                        a.advice().estimate().speedup().interval90().low(),
                        a.advice().estimate().speedup().interval90().high(),
                        a.predicts() ? a.covered() ? "yes" : "NO" : "-",
                        a.slower() ? " SLOWER" : "",
                        a.advice().workload().cpuShare(),
                        a.advice().limit().kind()));
            }
        }
        text.append("\n| rule | mean regret | worst | slower than serial |\n|---|---|---|---|\n");
        for (int r = 0; r < trials.getFirst().rivals().size(); r++) {
            int rival = r;
            double[] regrets = trials.stream()
                    .mapToDouble(trial -> 1
                            - trial.answer().bestSeconds()
                                    / trial.rivals().get(rival).seconds())
                    .map(regret -> Math.max(0, regret))
                    .toArray();
            long slower = trials.stream()
                    .filter(trial -> trial.rivals().get(rival).seconds()
                            > trial.answer().serialSeconds()
                                    * (1.02 + trial.answer().noise()))
                    .count();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %d |%n",
                    trials.getFirst().rivals().get(r).name(),
                    Arrays.stream(regrets).average().orElse(0),
                    Arrays.stream(regrets).max().orElse(0),
                    slower));
        }
        return text.toString();
    }

    private String calibration() {
        Calibration calibration = machine.calibration();
        HostSnapshot host = machine.snapshot();
        return host.cpu() + "\n\n" + host.load() + "\n\n" + calibration + "\n";
    }

    private static String summary(ExecutionRuntime runtime, List<Answer> answers) {
        long predicting = answers.stream().filter(Answer::predicts).count();
        long covered = answers.stream().filter(a -> a.predicts() && a.covered()).count();
        return String.format(
                Locale.ROOT,
                "%s: regret raw mean %.3f worst %.3f, net mean %.3f worst %.3f, noise mean %.3f, covered %d of %d, slower %d of %d%n",
                runtime,
                mean(answers, Answer::rawRegret),
                max(answers, Answer::rawRegret),
                mean(answers, Answer::regret),
                max(answers, Answer::regret),
                mean(answers, Answer::noise),
                covered,
                predicting,
                answers.stream().filter(Answer::slower).count(),
                answers.size());
    }

    private static double mean(List<Answer> answers, ToDoubleFunction<Answer> figure) {
        return answers.stream().mapToDouble(figure).average().orElse(0);
    }

    private static double max(List<Answer> answers, ToDoubleFunction<Answer> figure) {
        return answers.stream().mapToDouble(figure).max().orElse(0);
    }

    /** What is known of why an answer is not the best. */
    static String reason(Answer answer) {
        return String.format(
                Locale.ROOT,
                "speed-up %.2f predicted, %.2f seen; limit %s",
                answer.advice().estimate().speedup().value(),
                answer.speedup(),
                answer.advice().limit().kind());
    }
}
