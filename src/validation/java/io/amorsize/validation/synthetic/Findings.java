package io.amorsize.validation.synthetic;

import io.amorsize.validation.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Figures over a set of scenarios. Errors of means come from whole scenarios: the runs of one resemble each other. Immutable.
 *
 * @param each what was found out about each scenario
 */
record Findings(List<Finding> each) {

    /** Copies the list. */
    Findings {
        each = List.copyOf(each);
    }

    int size() {
        return each.size();
    }

    /** The answers to one inquiry. */
    List<Answer> answers(Inquiry inquiry) {
        return each.stream().flatMap(finding -> answers(finding, inquiry)).toList();
    }

    private static Stream<Answer> answers(Finding finding, Inquiry inquiry) {
        return finding.answers().stream().filter(answer -> answer.inquiry() == inquiry);
    }

    /** Regrets of the answers to one inquiry. */
    Tally regrets(Inquiry inquiry) {
        return tally(inquiry, answer -> true, Answer::regret);
    }

    /** How often something holds of the answers that advise a pool. */
    Tally ofPools(Inquiry inquiry, Predicate<Answer> holds) {
        return tally(inquiry, Answer::parallel, answer -> holds.test(answer) ? 1 : 0);
    }

    /** Widths of the 90 % intervals of the answers that advise a pool, in ln. */
    Tally widths(Inquiry inquiry) {
        return tally(inquiry, Answer::parallel, Answer::width90);
    }

    /** Widths of the 90 % intervals of the time of the answers that advise a pool, in ln. */
    Tally secondsWidths(Inquiry inquiry) {
        return tally(inquiry, Answer::parallel, Answer::secondsWidth90);
    }

    private Tally tally(Inquiry inquiry, Predicate<Answer> counts, ToDoubleFunction<Answer> figure) {
        Tally tally = new Tally();
        for (Finding finding : each) {
            answers(finding, inquiry)
                    .filter(counts)
                    .forEach(answer -> tally.add(name(finding), figure.applyAsDouble(answer)));
        }
        return tally;
    }

    private static String name(Finding finding) {
        return "%06d".formatted(finding.scenario().number());
    }

    /** What one of the rivals advised. */
    List<RuleAnswer> ruleAnswers(String rule) {
        return each.stream()
                .flatMap(finding -> finding.rules().stream())
                .filter(answer -> answer.rule().equals(rule))
                .toList();
    }

    /** Regrets of one of the rivals, where its plan fits into the memory. */
    Tally ruleRegrets(String rule) {
        Tally tally = new Tally();
        for (Finding finding : each) {
            finding.rules().stream()
                    .filter(answer -> answer.rule().equals(rule) && answer.fits())
                    .forEach(answer -> tally.add(name(finding), answer.regret()));
        }
        return tally;
    }

    /** The names of the rivals. */
    List<String> rules() {
        return each.getFirst().rules().stream().map(RuleAnswer::rule).toList();
    }

    /** The groups of a property, each with its name. */
    Map<String, Findings> by(Grouping grouping) {
        Map<String, List<Finding>> lists = new TreeMap<>();
        for (Finding finding : each) {
            lists.computeIfAbsent(grouping.of(finding.scenario()), name -> new ArrayList<>())
                    .add(finding);
        }
        Map<String, Findings> groups = new LinkedHashMap<>();
        lists.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> entry.getValue().stream()
                        .mapToDouble(finding -> grouping.rank(finding.scenario()))
                        .min()
                        .orElseThrow()))
                .forEach(entry -> groups.put(entry.getKey(), new Findings(entry.getValue())));
        return groups;
    }
}
