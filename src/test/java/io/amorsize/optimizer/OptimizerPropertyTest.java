package io.amorsize.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.amorsize.testing.PlanInvariants;
import io.amorsize.testing.RandomRequests;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever is asked, over random requests from the whole legal range. */
class OptimizerPropertyTest {

    private static final int REQUESTS = 500;

    private final Optimizer optimizer = new Optimizer();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @Timeout(120)
    void everyAdviceKeepsTheInvariants(long group) {
        for (long seed = group * REQUESTS; seed < (group + 1) * REQUESTS; seed++) {
            PlanRequest request = new RandomRequests(new SplittableRandom(seed)).next();
            try {
                PlanInvariants.hold(request, optimizer.advise(request));
            } catch (RuntimeException | AssertionError broken) {
                fail("seed " + seed + ": " + request, broken);
            }
        }
    }

    @Test
    @Timeout(120)
    void equalRequestsGetEqualAdviceOnAnyThread() {
        for (long seed = 1; seed <= 200; seed++) {
            // Given
            PlanRequest request = new RandomRequests(new SplittableRandom(seed)).next();

            // When
            Advice here = optimizer.advise(request);
            Advice there = CompletableFuture.supplyAsync(() -> new Optimizer().advise(request))
                    .join();

            // Then
            assertThat(there).as("seed %d", seed).isEqualTo(here).isEqualTo(optimizer.advise(request));
        }
    }

    @Test
    void aFreeChoiceComparesAboutAHundredWorkerCountsAtMost() {
        for (long seed = 1; seed <= 1_000; seed++) {
            // Given
            PlanRequest request = new RandomRequests(new SplittableRandom(seed)).next();

            // When
            int[] counts = WorkerGrid.of(Situation.of(request));

            // Then
            assertThat(counts).as("seed %d", seed).startsWith(1);
            if (request.constraints().workerCandidates().isEmpty()) {
                assertThat(counts).as("seed %d", seed).hasSizeLessThanOrEqualTo(60);
            }
        }
    }
}
