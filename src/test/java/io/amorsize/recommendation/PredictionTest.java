package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.optimizer.Widening;
import io.amorsize.testing.Outcomes;
import io.amorsize.testing.RandomRequests;
import io.amorsize.testing.Requests;
import io.amorsize.workload.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {

    private static final Optimizer OPTIMIZER = new Optimizer();
    private static final Recommendation ADVISED =
            recommendation(Requests.cpuBound(1_000, 0.1).build());

    private static Recommendation recommendation(PlanRequest request) {
        return new Recommendation("id", Instant.EPOCH, request, OPTIMIZER.advise(request));
    }

    private static Run run(int workers, long items) {
        return new Run(workers, OptionalLong.empty(), items, 1);
    }

    private static Optional<Prediction> predicted(int workers, long items) {
        return Prediction.of(Promise.of(ADVISED), run(workers, items));
    }

    private static CurvePoint point(int workers) {
        return ADVISED.advice().curve().stream()
                .filter(point -> point.workers() == workers)
                .findAny()
                .orElseThrow();
    }

    @Test
    void repeatsWhatTheRecommendationSaidOfItsOwnPlan() {
        // Given
        Advice advice = ADVISED.advice();

        // When
        Prediction prediction = predicted(advice.plan().workers(), 1_000).orElseThrow();

        // Then
        assertThat(prediction.seconds())
                .isCloseTo(advice.estimate().parallelSeconds().orElseThrow(), within(1e-9));
        Interval ninety = advice.estimate().interval90Seconds().orElseThrow();
        assertThat(prediction.interval90().low()).isCloseTo(ninety.low(), within(1e-9));
        assertThat(prediction.interval90().high()).isCloseTo(ninety.high(), within(1e-9));
        assertThat(prediction.interval50()).isEqualTo(advice.estimate().interval50Seconds());
        assertThat(prediction.interval50()).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isGreaterThan(prediction.interval90().low());
            assertThat(interval.high()).isLessThan(prediction.interval90().high());
        });
        assertThat(prediction.widthFactor()).isOne();
    }

    @Test
    void readsOtherWorkerCountsFromTheCurve() {
        Prediction prediction = predicted(4, 1_000).orElseThrow();

        assertThat(prediction.seconds()).isCloseTo(point(4).seconds().orElseThrow(), within(1e-9));
        assertThat(prediction.interval50()).as("known for the plan alone").isEmpty();
    }

    @Test
    void interpolatesInTheLogarithmOfTheWorkers() {
        // Given a curve with points at 4 and 8 workers alone
        Recommendation sparse = recommendation(
                Requests.cpuBound(1_000, 0.1).workerCandidates(4, 8).build());
        List<CurvePoint> curve = sparse.advice().curve();

        // When
        double seconds =
                Prediction.of(Promise.of(sparse), run(6, 1_000)).orElseThrow().seconds();

        // Then
        double share = Math.log(1.5) / Math.log(2);
        double four = Math.log(curve.get(1).seconds().orElseThrow());
        double eight = Math.log(curve.get(2).seconds().orElseThrow());
        assertThat(curve).extracting(CurvePoint::workers).containsExactly(1, 4, 8);
        assertThat(Math.log(seconds)).isCloseTo(four + share * (eight - four), within(1e-9));
    }

    @Test
    void scoresTheSerialRunLikeAnyOther() {
        Prediction prediction = predicted(1, 1_000).orElseThrow();

        assertThat(prediction.seconds()).isCloseTo(100, within(1e-3));
        assertThat(prediction.interval90().low()).isBetween(90.0, 100.0);
        assertThat(prediction.interval90().high()).isBetween(100.0, 110.0);
        assertThat(prediction.score(101)).isLessThan(1);
        assertThat(prediction.score(200)).isGreaterThan(1);
    }

    @Test
    void isAsSureOfTheTimeOfAKnownRunAsTheAnswerWas() {
        // Given runs of eight workers, and none of one: the time of eight is known, their speed-up is not
        Observation known = Observation.ofRun(8, OptionalLong.empty(), 1_000, 20);
        Recommendation observed = recommendation(
                Requests.observed(known, known, known).items(1_000).build());

        // When
        Prediction prediction =
                Prediction.of(Promise.of(observed), run(8, 1_000)).orElseThrow();

        // Then
        CurvePoint eight = observed.advice().curve().stream()
                .filter(point -> point.workers() == 8)
                .findAny()
                .orElseThrow();
        assertThat(prediction.interval90().high() / prediction.interval90().low())
                .isLessThan(eight.interval90().high() / eight.interval90().low());
    }

    @Test
    void takesTimesInProportionToTheItems() {
        assertThat(predicted(4, 1_500).orElseThrow().seconds())
                .isCloseTo(1.5 * predicted(4, 1_000).orElseThrow().seconds(), within(1e-9));
    }

    @Test
    void isSilentWhereNothingCanBeCompared() {
        assertThat(predicted(4, 2_001)).as("too many items").isEmpty();
        assertThat(predicted(4, 499)).as("too few items").isEmpty();
        assertThat(predicted(1_000, 1_000)).as("beyond the curve").isEmpty();
        long chunk = point(4).chunkSize();
        assertThat(Prediction.of(Promise.of(ADVISED), new Run(4, OptionalLong.of(2 * chunk), 1_000, 1)))
                .isPresent();
        assertThat(Prediction.of(Promise.of(ADVISED), new Run(4, OptionalLong.of(2 * chunk + 1), 1_000, 1)))
                .as("other chunks")
                .isEmpty();
        assertThat(Prediction.of(
                        Promise.of(recommendation(
                                Requests.observed(Observation.ofRate(4, 100)).build())),
                        run(4, 1_000)))
                .as("unknown items")
                .isEmpty();
        assertThat(Prediction.of(
                        Promise.of(
                                recommendation(Requests.observed(Observation.ofRun(4, OptionalLong.empty(), 5_000, 50))
                                        .build())),
                        run(4, 1_000)))
                .as("items known from an observation alone")
                .isEmpty();
    }

    @Test
    void scoresTheErrorAgainstTheSideItIsOn() {
        // Given
        Prediction lopsided = new Prediction(10, new Interval(10 / 1.1, 10 * 1.5), Optional.empty(), 1);

        // Then
        assertThat(lopsided.score(15)).isCloseTo(1, within(1e-9));
        assertThat(lopsided.score(10 / 1.1)).isCloseTo(1, within(1e-9));
        assertThat(lopsided.score(10 / Math.sqrt(1.1))).isCloseTo(0.5, within(1e-9));
        assertThat(lopsided.score(10)).isZero();
    }

    @ParameterizedTest(name = "factor={0}")
    @ValueSource(doubles = {0.5, 0.9, 1, 1.5, 4})
    void theScoreIsTheFactorThatMakesTheIntervalReachTheTime(double factor) {
        // Given
        Interval plain = new Interval(10 / 1.1, 10 * 1.5);
        Prediction lopsided = new Prediction(10, plain, Optional.empty(), 1);

        // When
        Interval widened = new Widening(factor).of(plain, 10);

        // Then
        assertThat(lopsided.score(widened.low())).isCloseTo(factor, within(1e-9));
        assertThat(lopsided.score(widened.high())).isCloseTo(factor, within(1e-9));
    }

    @Test
    void scoresAgainstTheIntervalBeforeItWasWidened() {
        // Given the same request, with and without a factor in force
        PlanRequest request = Requests.cpuBound(1_000, 0.1).build();
        Run run = new Run(8, OptionalLong.empty(), 1_000, 17);
        Prediction plain =
                Prediction.of(Promise.of(recommendation(request)), run).orElseThrow();

        // When
        Prediction widened = Prediction.of(Promise.of(recommendation(request.with(new Experience(List.of(), 3)))), run)
                .orElseThrow();

        // Then
        assertThat(widened.interval90().high()).isGreaterThan(plain.interval90().high());
        assertThat(widened.score(17)).isCloseTo(plain.score(17), within(1e-9));
    }

    @Test
    void holdsForWhateverWasAdvised() {
        int compared = 0;
        for (long seed = 1; seed <= 300; seed++) {
            // Given
            Recommendation recommendation = recommendation(new RandomRequests(new SplittableRandom(seed)).next());
            long items = recommendation.request().workload().items().orElse(1_000);

            // When every worker count up to twice the plan's is reported
            for (int workers = 1;
                    workers <= Math.min(2 * recommendation.advice().plan().workers(), 50);
                    workers++) {
                Optional<Prediction> prediction = Prediction.of(Promise.of(recommendation), run(workers, items));

                // Then the record's own checks hold
                compared += prediction.isPresent() ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    @Test
    void refusesIntervalsThatDoNotHoldTheirMiddle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prediction(10, new Interval(11, 12), Optional.empty(), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prediction(10, new Interval(9, 11), Optional.of(new Interval(0, 12)), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Outcomes.predicted(Double.NaN, 1.2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Outcomes.predicted(10, 1.2, 0));
    }
}
