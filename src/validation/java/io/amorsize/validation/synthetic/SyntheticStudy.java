package io.amorsize.validation.synthetic;

import io.amorsize.validation.Chapter;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Study;
import io.amorsize.validation.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The model on invented workloads, whose truth a simulation knows. */
public final class SyntheticStudy implements Study {

    private static final int SCENARIOS = 300;
    private static final int RUNS = 4;
    private static final long SEED = 1;

    /** Scenarios of which the reason of the loss is looked for. */
    private static final int DIAGNOSED = 75;

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public Chapter run(Setup setup) {
        setup.progress().accept(SCENARIOS + " scenarios, " + RUNS + " runs each");
        List<Finding> findings = Scenarios.of(SCENARIOS, SEED).parallelStream()
                .map(scenario -> Finding.of(scenario, RUNS))
                .toList();
        setup.progress().accept("looking for the reasons of the worst answers");
        List<Verdict> verdicts = verdicts(findings);
        return new SyntheticChapter(new Findings(findings), RUNS, verdicts).chapter();
    }

    /** One verdict for each scenario, on the answer that lost most; the worst come first, with their reasons. */
    private List<Verdict> verdicts(List<Finding> findings) {
        List<Finding> ordered = findings.stream()
                .sorted(Comparator.comparingDouble((Finding finding) -> finding.regret(finding.worst()))
                        .reversed()
                        .thenComparingInt(finding -> finding.scenario().number()))
                .toList();
        return IntStream.range(0, ordered.size())
                .parallel()
                .mapToObj(i -> verdict(ordered.get(i), i < DIAGNOSED))
                .toList();
    }

    private Verdict verdict(Finding finding, boolean diagnose) {
        Inquiry inquiry = finding.worst();
        String chosen = finding.answers().stream()
                .filter(answer -> answer.inquiry() == inquiry)
                .map(answer -> answer.split().toString())
                .distinct()
                .collect(Collectors.joining(" or "));
        return new Verdict(
                name(),
                finding.scenario().subject() + ", from " + inquiry.label(),
                chosen + " (serial " + Scenario.duration(finding.serialSeconds()) + ")",
                finding.best() + " (" + Scenario.duration(finding.bestSeconds()) + ")",
                Math.max(0, finding.regret(inquiry)),
                diagnose ? Diagnosis.of(finding, inquiry, RUNS) : "");
    }
}
