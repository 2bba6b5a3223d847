package io.amorsize.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.Violation;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.recommendation.Promise;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.recommendation.Run;
import io.amorsize.testing.Requests;
import io.amorsize.workload.Observation;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutcomeRequestTest {

    private static final Promise PROMISE = promise(Requests.cpuBound(1_000, 0.1).build());

    private final Violations violations = new Violations();

    private static Promise promise(PlanRequest request) {
        return Promise.of(new Recommendation("id", Instant.EPOCH, request, new Optimizer().advise(request)));
    }

    @Test
    void isAsAdvisedWhereNothingElseIsSaid() {
        Run run = new OutcomeRequest(13.0, null, null, null).toRun(PROMISE, violations.below(""));

        assertThat(run).isEqualTo(new Run(PROMISE.workers(), OptionalLong.of(PROMISE.chunkSize()), 1_000, 13));
        assertThat(PROMISE.workers()).isEqualTo(8);
    }

    @Test
    void knowsNoChunkSizeOfOtherWorkers() {
        Run run = new OutcomeRequest(26.0, 4, null, 900L).toRun(PROMISE, violations.below(""));

        assertThat(run).isEqualTo(new Run(4, OptionalLong.empty(), 900, 26));
    }

    @Test
    void takesWhatIsSaid() {
        Run run = new OutcomeRequest(26.0, 4, 7L, null).toRun(PROMISE, violations.below(""));

        assertThat(run).isEqualTo(new Run(4, OptionalLong.of(7), 1_000, 26));
    }

    @Test
    void needsItemsWhereTheyWereNotKnown() {
        Promise uncounted = promise(Requests.observed(Observation.ofRate(2, 10)).build());

        Run run = new OutcomeRequest(26.0, null, null, null).toRun(uncounted, violations.below(""));

        assertThat(run).isNull();
        assertThat(violations.toList())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple("/items", ProblemCode.MISSING_FIELD));
    }

    @Test
    void refusesATimeThatIsAThousandTimesTooShort() {
        // Given 100 s of work, of which eight workers need 12.5 s at least
        OutcomeRequest possible = new OutcomeRequest(0.01251, 8, null, null);
        OutcomeRequest impossible = new OutcomeRequest(0.01249, 8, null, null);

        assertThat(possible.toRun(PROMISE, violations.below(""))).isNotNull();
        assertThat(violations.isEmpty()).isTrue();
        assertThat(impossible.toRun(PROMISE, violations.below(""))).isNull();
        assertThat(violations.toList()).extracting(Violation::code).containsExactly(ProblemCode.CONTRADICTION);
    }
}
