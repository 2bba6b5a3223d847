package io.amorsize.validation.synthetic;

import io.amorsize.optimizer.Advice;
import io.amorsize.validation.rule.Advised;
import io.amorsize.validation.rule.Question;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import io.amorsize.workload.ItemTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that was found out about one scenario.
 *
 * @param scenario the scenario
 * @param best the best split
 * @param bestSeconds mean time with it
 * @param serialSeconds mean time of the serial runs
 * @param answers the optimizer's answers
 * @param rules what the rival rules advised
 */
record Finding(
        Scenario scenario,
        Split best,
        double bestSeconds,
        double serialSeconds,
        List<Answer> answers,
        List<RuleAnswer> rules) {

    /** Copies the lists. */
    Finding {
        answers = List.copyOf(answers);
        rules = List.copyOf(rules);
    }

    /** Asks about a scenario in every way, and simulates what is advised and what is best, on the items of some runs. */
    static Finding of(Scenario scenario, int runs) {
        Truth truth = new Truth(scenario, runs);
        truth.search();
        Asker asker = new Asker(scenario, truth);
        Map<Inquiry, List<Advice>> advice = new LinkedHashMap<>();
        for (Inquiry inquiry : Inquiry.values()) {
            List<Advice> each = new ArrayList<>(runs);
            for (int run = 0; run < runs; run++) {
                // A description is the same whatever items then come.
                each.add(inquiry == Inquiry.DESCRIPTION && run > 0 ? each.getFirst() : asker.ask(inquiry, run));
            }
            each.forEach(one -> truth.consider(split(one)));
            advice.put(inquiry, each);
        }
        Question question = question(scenario, asker);
        Map<String, Split> advised = new LinkedHashMap<>();
        for (Rule rule : Rules.all()) {
            Advised answer = rule.advise(question);
            Split split = answer.workers() == 1
                    ? Split.serial(scenario.count())
                    : new Split(answer.workers(), answer.chunkSize());
            truth.consider(split);
            advised.put(rule.name(), split);
        }
        Split best = truth.best();
        double bestSeconds = truth.meanSeconds(best);
        double serialSeconds = truth.meanSeconds(Split.serial(scenario.count()));
        List<Answer> answers = new ArrayList<>();
        advice.forEach((inquiry, each) -> {
            for (int run = 0; run < runs; run++) {
                answers.add(answer(inquiry, run, each.get(run), truth, bestSeconds, serialSeconds));
            }
        });
        List<RuleAnswer> rules = new ArrayList<>();
        advised.forEach((name, split) -> {
            double seconds = truth.meanSeconds(split);
            rules.add(new RuleAnswer(
                    name, split, scenario.fits(split), 1 - bestSeconds / seconds, seconds / serialSeconds));
        });
        return new Finding(scenario, best, bestSeconds, serialSeconds, answers, rules);
    }

    /** Mean regret of the answers to an inquiry. */
    double regret(Inquiry inquiry) {
        return answers.stream()
                .filter(answer -> answer.inquiry() == inquiry)
                .mapToDouble(Answer::regret)
                .average()
                .orElseThrow();
    }

    /** The inquiry whose answers lost most. */
    Inquiry worst() {
        return Arrays.stream(Inquiry.values())
                .max(Comparator.comparingDouble(this::regret).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static Split split(Advice advice) {
        return new Split(advice.plan().workers(), advice.plan().chunkSize());
    }

    private static Answer answer(
            Inquiry inquiry, int run, Advice advice, Truth truth, double bestSeconds, double serialSeconds) {
        Split split = split(advice);
        double seconds = truth.meanSeconds(split);
        return new Answer(
                inquiry,
                run,
                advice.decision(),
                split,
                advice.estimate().speedup().interval50(),
                advice.estimate().speedup().interval90(),
                advice.estimate().interval90Seconds().orElseThrow(),
                truth.speedup(split, run),
                truth.seconds(split)[run],
                1 - bestSeconds / seconds,
                seconds / serialSeconds);
    }

    /** The same knowledge as that of a description, with the preset's overheads. */
    private static Question question(Scenario scenario, Asker asker) {
        ItemTime described = asker.described();
        double mean = described.mean().orElseThrow();
        Hardware hardware = scenario.hardware();
        return new Question(
                scenario.count(),
                mean,
                described.standardDeviation().orElseThrow() / mean,
                scenario.cpuShare(),
                hardware.effectiveCpus(),
                hardware.cores(),
                hardware.threads(),
                asker.dispatchSeconds(),
                asker.workerStartSeconds(),
                new TreeMap<>(),
                List.of());
    }
}
