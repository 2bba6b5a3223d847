package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.recommendation.LevelChanges.Change;
import io.amorsize.testing.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelChangesTest {

    private static final int WORLDS = 1_000;
    private static final int OUTCOMES = 200;

    /** How outcomes follow recommendations. */
    enum Habit {
        /** Each run follows a recommendation of its own, each wrong in its own way. */
        ASKS_EACH_TIME,
        /** All runs follow one, which is wrong in one way. */
        ASKS_ONCE
    }

    /** Outcomes, the newest first, whose ln times are predicted with deviation 0.1 and shifted from number 100 on. */
    private static List<Outcome> world(Habit habit, double noise, double logShift, Random random) {
        double wrong = 0.1 * random.nextGaussian();
        List<Outcome> outcomes = new ArrayList<>(OUTCOMES);
        for (int i = 0; i < OUTCOMES; i++) {
            double level = habit == Habit.ASKS_ONCE ? wrong : 0.1 * random.nextGaussian();
            double log = level + noise * random.nextGaussian() + (i < OUTCOMES / 2 ? 0 : logShift);
            Outcomes outcome = Outcomes.numbered(i)
                    .prediction(Outcomes.predicted(10, Math.exp(0.16449), 1))
                    .elapsedSeconds(10 * Math.exp(log));
            if (habit == Habit.ASKS_ONCE) {
                outcome.recommendation("the only one");
            }
            outcomes.addFirst(outcome.build());
        }
        return outcomes;
    }

    private static List<Outcome> outcomes(int count, IntToDoubleFunction seconds) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.addFirst(Outcomes.numbered(i)
                    .recommendation("the only one")
                    .elapsedSeconds(seconds.applyAsDouble(i))
                    .build());
        }
        return outcomes;
    }

    @ParameterizedTest
    @CsvSource({"ASKS_EACH_TIME, 0.05", "ASKS_EACH_TIME, 0.2", "ASKS_ONCE, 0.05", "ASKS_ONCE, 0.2"})
    void seldomRaisesAFalseAlarm(Habit habit, double noise) {
        // Given
        Random random = new Random(20261121);
        int alarms = 0;

        // When
        for (int i = 0; i < WORLDS; i++) {
            alarms += LevelChanges.of(world(habit, noise, 0, random)).size();
        }

        // Then
        double perOutcome = (double) alarms / WORLDS / OUTCOMES;
        System.out.printf(Locale.ROOT, "%s, noise %s: %s false alarms per outcome%n", habit, noise, perOutcome);
        assertThat(perOutcome).isLessThan(1 / 2_000.0);
    }

    @ParameterizedTest
    @CsvSource({
        "ASKS_EACH_TIME, 0.05, 1.2, 30",
        "ASKS_EACH_TIME, 0.05, 1.5, 6",
        "ASKS_ONCE, 0.05, 1.2, 8",
        "ASKS_ONCE, 0.05, 1.5, 5",
        "ASKS_ONCE, 0.1, 1.2, 12",
        "ASKS_ONCE, 0.1, 1.5, 5"
    })
    void findsAChangeInTimeAndSaysWhichWayItWent(Habit habit, double noise, double factor, double mostDelay) {
        // Given
        Random random = new Random(20261121);
        List<Integer> delays = new ArrayList<>();
        int early = 0;

        // When
        for (int i = 0; i < WORLDS / 2; i++) {
            double logShift = (i % 2 == 0 ? 1 : -1) * Math.log(factor);
            List<Change> changes = LevelChanges.of(world(habit, noise, logShift, random));
            int delay = OUTCOMES;
            for (Change change : changes) {
                int foundAfter = OUTCOMES / 2 - change.outcomesSince();
                if (foundAfter <= 0) {
                    early++;
                } else if (Math.signum(change.logShift()) == Math.signum(logShift)) {
                    delay = Math.min(delay, foundAfter);
                }
            }
            delays.add(delay);
        }

        // Then
        delays.sort(null);
        int median = delays.get(delays.size() / 2);
        int ninety = delays.get(delays.size() * 9 / 10);
        System.out.printf(
                Locale.ROOT,
                "%s, noise %s, times %s: found after %d outcomes in half of the cases, after %d in nine of ten%n",
                habit,
                noise,
                factor,
                median,
                ninety);
        assertThat(early).isLessThan(WORLDS / 20);
        assertThat((double) median).isLessThanOrEqualTo(mostDelay);
    }

    @Test
    void datesTheChangeAndMeasuresIt() {
        // Given
        Random random = new Random(7);
        List<Outcome> newestFirst = outcomes(60, i -> (i < 40 ? 10 : 15) * Math.exp(0.02 * random.nextGaussian()));

        // When
        List<Change> changes = LevelChanges.of(newestFirst);

        // Then
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.first()).isEqualTo(newestFirst.reversed().get(40));
            assertThat(Math.exp(change.logShift())).isBetween(1.4, 1.6);
        });
    }

    @Test
    void takesAWrongPredictionForNoChange() {
        assertThat(LevelChanges.of(outcomes(100, i -> 20 + (i % 3)))).isEmpty();
    }

    @Test
    void takesAnOutlierForNoChange() {
        assertThat(LevelChanges.of(outcomes(100, i -> i % 30 == 29 ? 1_000 : 10 + 0.5 * (i % 3))))
                .isEmpty();
    }

    @Test
    void findsAChangeAndTheWayBack() {
        List<Change> changes = LevelChanges.of(outcomes(150, i -> (i >= 50 && i < 100 ? 15 : 10) + 0.3 * (i % 3)));

        assertThat(changes).hasSize(2);
        assertThat(changes.getFirst().logShift()).isPositive();
        assertThat(changes.getLast().logShift()).isNegative();
    }

    @Test
    void staysSilentWithoutPredictions() {
        assertThat(LevelChanges.of(List.of(
                        Outcomes.numbered(2).notComparable().build(),
                        Outcomes.numbered(1).notComparable().build())))
                .isEmpty();
    }
}
