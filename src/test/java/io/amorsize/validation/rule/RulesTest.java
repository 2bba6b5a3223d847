package io.amorsize.validation.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule with numbers worked by hand from its source; the arithmetic stands beside them. */
class RulesTest {

    private static final SortedMap<Integer, Double> NO_RUNS = new TreeMap<>();

    /** 4 cores with 8 threads under a quota of 5.5 CPUs; a hand-over takes 1 ms, the start of a worker 100 ms. */
    private static Question question(long items, double itemSeconds, double variation) {
        return new Question(items, itemSeconds, variation, 0.5, 5.5, 4, 8, 0.001, 0.1, NO_RUNS, List.of());
    }

    private static final Question THOUSAND = question(1000, 0.01, 0.5);

    private static Rule rule(String name) {
        return Rules.all().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Advised ask(String name, Question question) {
        return rule(name).advise(question);
    }

    @Test
    void sequentialRunsEverythingAtOnceOnOneWorker() {
        assertThat(ask("sequential", THOUSAND)).isEqualTo(new Advised(1, 1000));
    }

    @Test
    void coresIgnoreTheQuota() {
        assertThat(ask("physical cores", THOUSAND.on(64))).isEqualTo(new Advised(64, 1));
        assertThat(ask("physical cores", THOUSAND)).isEqualTo(new Advised(4, 1));
    }

    @Test
    void theJvmRoundsTheQuotaUp() {
        assertThat(ask("hardware threads", THOUSAND)).isEqualTo(new Advised(6, 1));
    }

    /** ⌈1000 / 32⌉ = 32 and ⌈10 / 32⌉ = 1. */
    @Test
    void poolMapMakesFourChunksAWorker() {
        assertThat(ask("N/(4P)", THOUSAND)).isEqualTo(new Advised(8, 32));
        assertThat(ask("N/(4P)", question(10, 0.01, 0))).isEqualTo(new Advised(8, 1));
    }

    /** W/C = 1, so 6 · 2; without any computation as many as there are items. */
    @Test
    void goetzCountsTheWaits() {
        assertThat(ask("Goetz", THOUSAND)).isEqualTo(new Advised(12, 1));
        Question waiting = new Question(500, 0.01, 0, 0, 4, 4, 4, 0, 0, NO_RUNS, List.of());
        assertThat(ask("Goetz", waiting)).isEqualTo(new Advised(500, 1));
    }

    /**
     * 10 ms: 1, 2, 4, 8, 16 (0.16 s), 32 (0.32 s) ends it. 150 ms: 2. 300 ms: 1. 1 µs: doubled up to ⌊1000/6⌋ = 166, the
     * end of the items.
     */
    @ParameterizedTest
    @CsvSource({"0.01, 32", "0.15, 2", "0.3, 1", "1e-6, 166"})
    void joblibDoublesUntilABatchTakesAFifthOfASecond(double itemSeconds, long batch) {
        assertThat(ask("joblib auto", question(1000, itemSeconds, 0.5))).isEqualTo(new Advised(6, batch));
    }

    /**
     * 1001 items of 10 ms, 1 µs, 0.5 µs and 0.1 µs are 50050, 5, 2 and 0 times 200 µs. Four cores: least power of two with
     * 32 k ≥ 1000; two cores: 4 k ≥ 1000; one core: 2 k ≥ 1000.
     */
    @ParameterizedTest
    @CsvSource({"0.01, 4, 32", "1e-6, 4, 32", "5e-7, 2, 256", "1e-7, 1, 512"})
    void hpxGivesEachCoreTwoHundredMicroseconds(double itemSeconds, int workers, long chunk) {
        assertThat(ask("HPX adaptive", question(1000, itemSeconds, 0.5))).isEqualTo(new Advised(workers, chunk));
    }

    /** N h = 1 s, σ P √ln P = 0.005 · 8 · 1.44203 = 0.0576811; (1.414214 / 0.0576811)^(2/3) = 24.5178^(2/3) = 8.44. */
    @Test
    void kruskalWeissBalancesDispatchAndStragglers() {
        assertThat(ask("Kruskal–Weiss", THOUSAND)).isEqualTo(new Advised(8, 8));
    }

    @Test
    void kruskalWeissCutsEvenItemsOnceAWorker() {
        assertThat(ask("Kruskal–Weiss", question(1000, 0.01, 0))).isEqualTo(new Advised(8, 125));
        assertThat(ask("Kruskal–Weiss", THOUSAND.on(1))).isEqualTo(new Advised(1, 1000));
    }

    /** ⌊5.5⌋ = 5 threads: 5, 2, 1 splits left, so three halvings and 8 pieces; 8 threads: 8, 4, 2, 1 and 16 pieces. */
    @Test
    void rayonSplitsUntilItsCounterIsZero() {
        assertThat(ask("binary splitting", THOUSAND)).isEqualTo(new Advised(5, 125));
        assertThat(ask("binary splitting", THOUSAND.on(8))).isEqualTo(new Advised(8, 63));
    }

    /** Threshold 1000 / (4 · 5) = 50: 1000, 500, 250, 125, 63, 32. One processor: 1000 / 4 = 250. */
    @Test
    void streamsHalveDownToTheirTarget() {
        assertThat(ask("parallel stream", THOUSAND)).isEqualTo(new Advised(6, 32));
        assertThat(ask("parallel stream", THOUSAND.on(1))).isEqualTo(new Advised(1, 250));
    }

    /** α = β = 0.02 has its peak at √(0.98 / 0.02) = 7; ⌈1000 / 28⌉ = 36. Two runs are too few: ⌈1000 / 16⌉ = 63. */
    @Test
    void plainScalingGoesToThePeak() {
        SortedMap<Integer, Double> runs = new TreeMap<>();
        runs.put(1, 1000.0);
        runs.put(2, 1000 * 1.06 / 2);
        assertThat(ask("plain USL", THOUSAND.having(runs))).isEqualTo(new Advised(4, 63));
        runs.put(4, 1000 * 1.3 / 4);
        assertThat(ask("plain USL", THOUSAND.having(runs))).isEqualTo(new Advised(7, 36));
    }

    /**
     * c = ⌊0.2 / 0.01⌋ = 20; S(2) = 10 / (0.2 + 5 + 0.05) = 1.9; S(4) = 10 / (0.4 + 2.5 + 0.05) = 3.4. With v = 1 half of
     * it. Ten items: S(2) = 0.1 / (0.2 + 0.05 + 0.001) = 0.4.
     * 70 items: S(2) = 0.7 / (0.2 + 0.35 + 0.004) = 1.26, but S(4) = 0.7 / (0.4 + 0.175 + 0.01) = 1.197 with chunks of 7.
     */
    @Test
    void theDryRunTakesAllCoresOrNone() {
        assertThat(ask("Python Amorsize", THOUSAND)).isEqualTo(new Advised(4, 20));
        assertThat(ask("Python Amorsize", question(1000, 0.01, 1))).isEqualTo(new Advised(4, 10));
        assertThat(ask("Python Amorsize", question(10, 0.01, 0))).isEqualTo(new Advised(1, 10));
        assertThat(ask("Python Amorsize", question(70, 0.01, 0))).isEqualTo(new Advised(1, 70));
    }

    /** The first five take 20 ms each, so a chunk is 10 of them, whatever comes later. */
    @Test
    void theDryRunSeesOnlyTheFirstFive() {
        List<Double> samples = List.of(0.02, 0.02, 0.02, 0.02, 0.02, 5.0, 5.0, 5.0);
        Question sampled = new Question(1000, 1.9, 1.3, 1, 4, 4, 4, 0.001, 0.1, NO_RUNS, samples);

        assertThat(ask("Python Amorsize", sampled)).isEqualTo(new Advised(4, 10));
    }

    @Test
    void everyRuleGivesOneItemOneWorker() {
        assertThat(Rules.all())
                .allSatisfy(
                        rule -> assertThat(rule.advise(question(1, 10, 0.5))).isEqualTo(new Advised(1, 1)));
    }

    @Test
    void everyRuleHasANameOfItsOwnAndASource() {
        assertThat(Rules.all()).extracting(Rule::name).doesNotHaveDuplicates();
        assertThat(Rules.all()).allSatisfy(rule -> assertThat(rule.source()).isNotBlank());
    }

    @Test
    void aQuestionRefusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> question(0, 0.01, 0)).hasMessageContaining("items");
        assertThatThrownBy(() -> question(1, 0, 0)).hasMessageContaining("itemSeconds");
        assertThatThrownBy(() -> question(1, 1, -1)).hasMessageContaining("variation");
        assertThatThrownBy(() -> THOUSAND.having(new TreeMap<>(Collections.singletonMap(1, 0.0))))
                .hasMessageContaining("observedSeconds");
    }
}
