package io.amorsize.validation.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Interval;
import io.amorsize.validation.Chapter;
import io.amorsize.validation.Verdict;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticChapterTest {

    private static final List<Finding> FINDINGS = Scenarios.of(300, 1).stream()
            .filter(scenario -> scenario.count() < 200)
            .limit(12)
            .map(scenario -> Finding.of(scenario, 2))
            .toList();

    @Test
    void equalScenariosGiveEqualFindings() {
        Finding first = FINDINGS.getFirst();
        assertThat(Finding.of(first.scenario(), 2)).isEqualTo(first);
    }

    @Test
    void theChapterShowsEveryInquiryAndEveryRival() {
        List<Verdict> verdicts =
                List.of(new Verdict("synthetic", "a", "b", "c", 0.5, Surprise.BURST.words() + " Without"));
        Chapter chapter = new SyntheticChapter(new Findings(FINDINGS), 2, verdicts).chapter();
        assertThat(chapter.markdown()).doesNotContain("NaN");
        for (Inquiry inquiry : Inquiry.values()) {
            assertThat(chapter.markdown()).contains("| **Amorsize**, " + inquiry.label() + " | ");
        }
        for (Rule rule : Rules.all()) {
            assertThat(chapter.markdown()).contains("| " + rule.name() + " | ");
        }
        assertThat(chapter.plots()).hasSize(2);
    }

    @Test
    void groupsStandInTheOrderOfWhatTheyAreAbout() {
        assertThat(new Findings(FINDINGS).by(Grouping.CPU_SHARE).keySet()).containsExactly("0.05", "0.5", "1.0");
        assertThat(new Findings(FINDINGS).by(Grouping.ITEMS).keySet()).containsExactly("10 to 99", "100 to 999");
    }

    @Test
    void aLossThatNobodyCouldForeseeIsPutDownToItsCause() {
        // Each pair of workers costs 2 % of the work: more than seven of them lose again what they gain.
        Scenario scenario = Scenarios.of(300, 1).stream()
                .filter(any ->
                        any.cpuShare() == 1 && any.count() > 500 && any.count() < 5_000 && any.meanSeconds() > 1e-3)
                .findFirst()
                .orElseThrow()
                .with(Hardware.ofCores(64))
                .with(new Interference(0, 0.02, Double.POSITIVE_INFINITY));
        Finding finding = Finding.of(scenario, 2);
        assertThat(finding.regret(Inquiry.DESCRIPTION)).isGreaterThan(0.3);
        assertThat(Diagnosis.withoutFigure(Diagnosis.of(finding, Inquiry.DESCRIPTION, 2)))
                .isEqualTo(Surprise.INTERFERENCE.words());
    }

    @Test
    void aSavingOfLessThanAMillisecondIsNoRiddle() {
        Scenario scenario = Scenarios.of(300, 1).stream()
                .filter(any -> any.count() * any.meanSeconds() < 1e-3)
                .findFirst()
                .orElseThrow();
        assertThat(Diagnosis.of(Finding.of(scenario, 1), Inquiry.SAMPLE, 1)).contains("less than the millisecond");
    }

    @Test
    void anIntervalHoldsWhatDiffersByRoundingOnly() {
        Answer answer = answer(2);
        assertThat(answer.holds90()).isTrue();
        assertThat(answer(2 + 1e-6).above90()).isTrue();
        assertThat(answer(2 + 1e-6).missedByAHair()).isTrue();
        assertThat(answer(0.9).below90()).isTrue();
        assertThat(answer(0.9).missedByAHair()).isFalse();
    }

    private static Answer answer(double speedup) {
        return new Answer(
                Inquiry.SAMPLE,
                0,
                Decision.PARALLEL,
                new Split(2, 1),
                new Interval(1.4, 1.6),
                new Interval(1, 2),
                new Interval(5, 10),
                speedup,
                10 / speedup,
                0,
                1);
    }

    @Test
    void withoutASurpriseTheScenarioIsTheOneThatWasTold() {
        Scenario scenario = FINDINGS.getFirst().scenario();
        for (Surprise surprise : Surprise.values()) {
            Scenario once = surprise.without(scenario);
            assertThat(surprise.without(once)).isEqualTo(once);
        }
    }
}
