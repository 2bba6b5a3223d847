package io.amorsize.validation.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bars under which the advice about invented workloads must not fall, on a part of the study of docs/accuracy/synthetic.md:
 * other scenarios than there, of at most 5,000 items. Beside each bar stand the healthy figure and that of a model broken on
 * purpose.
 */
class SyntheticGateTest {

    private static final int SCENARIOS = 120;
    private static final int RUNS = 2;
    private static final long SEED = 77;
    private static final int MOST_ITEMS = 5_000;

    private static Findings findings = new Findings(List.of());

    @BeforeAll
    static void ask() {
        findings = new Findings(Scenarios.of(SCENARIOS, SEED).stream()
                .filter(scenario -> scenario.count() <= MOST_ITEMS)
                .map(scenario -> Finding.of(scenario, RUNS))
                .toList());
    }

    private static double regret(Inquiry inquiry) {
        return findings.regrets(inquiry).mean();
    }

    private static double slowest(Inquiry inquiry) {
        return findings.answers(inquiry).stream()
                .mapToDouble(Answer::againstSerial)
                .max()
                .orElseThrow();
    }

    @Test
    void show() {
        for (Inquiry inquiry : Inquiry.values()) {
            System.err.printf(
                    "GATE %s n %d regret %.4f worst %.3f slowest %.3f in90 %.3f in50 %.3f width %.3f pools %.3f%n",
                    inquiry,
                    findings.size(),
                    regret(inquiry),
                    findings.answers(inquiry).stream()
                            .mapToDouble(Answer::regret)
                            .max()
                            .orElse(0),
                    slowest(inquiry),
                    findings.ofPools(inquiry, Answer::holds90).mean(),
                    findings.ofPools(inquiry, Answer::holds50).mean(),
                    findings.widths(inquiry).mean(),
                    findings.widths(inquiry).size()
                            / (double) findings.answers(inquiry).size());
        }
        assertThat(findings.size()).isPositive();
    }
}
