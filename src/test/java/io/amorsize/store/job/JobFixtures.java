package io.amorsize.store.job;

import io.amorsize.job.Attempt;
import io.amorsize.job.FailurePolicy;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.ItemSource;
import io.amorsize.job.JobSpec;
import io.amorsize.job.NewJob;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RateLimit;
import io.amorsize.job.RetryPolicy;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import io.amorsize.testing.JobSpecs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Jobs, items and outcomes for tests. */
final class JobFixtures {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    static final JobSpec PLAIN = JobSpecs.of("synthetic").build();

    static final JobSpec FULL = new JobSpec(
            "http",
            "{\"target\":\"“ä” \uD83D\uDE00 \u0000\"}",
            new PlanWish.Advised("r1", new PlanWish.Fixed(7, 1L << 40, Optional.of(Executor.VIRTUAL_THREADS))),
            OptionalDouble.of(0.1),
            OptionalDouble.of(1.0 / 3),
            77,
            new RetryPolicy(5, 0.1, 3, 1.5, 0.25, Set.of("HTTP_503", "java.io.IOException")),
            Optional.of(new RateLimit(12.5, 3)),
            new FailurePolicy(Long.MAX_VALUE - 1, 0.01),
            Map.of("team", "blue", "", "empty", "näme", "' OR 1 = 1"),
            Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"));

    static final PlanRevision PLAN = new PlanRevision(
            NOW.plusNanos(17),
            12,
            8,
            100,
            Executor.PLATFORM_THREADS,
            "first \u0000 plan",
            OptionalDouble.of(10.1),
            OptionalDouble.of(1.7),
            Optional.of(new PlanRevision.Gain(5.9, new Interval(5, 6.3))),
            Optional.of("CPUs"));

    private JobFixtures() {}

    static String id(int number) {
        return "0195%04d-0000-7000-8000-000000000000".formatted(number);
    }

    static List<String> documents(int count) {
        return IntStream.range(0, count).mapToObj(JobFixtures::document).toList();
    }

    static String document(long index) {
        return "{\"n\":" + index + ",\"text\":\"ü\uD83D\uDE00\"}";
    }

    /** A closed job whose documents came with it. */
    static NewJob stored(int number, int items) {
        return new NewJob(
                id(number),
                NOW.plusSeconds(number),
                PLAIN,
                new ItemSource.Stored(),
                documents(items),
                false,
                Optional.empty());
    }

    /** A job that takes more items. */
    static NewJob accepting(int number) {
        return new NewJob(
                id(number), NOW.plusSeconds(number), PLAIN, new ItemSource.Stored(), List.of(), true, Optional.empty());
    }

    static NewJob range(int number, long items) {
        return new NewJob(
                id(number),
                NOW.plusSeconds(number),
                PLAIN,
                new ItemSource.Range(1_000, 1_000 + items),
                List.of(),
                false,
                Optional.empty());
    }

    static NewJob with(NewJob job, JobSpec spec) {
        return new NewJob(job.id(), job.createdAt(), spec, job.source(), job.items(), job.open(), job.idempotency());
    }

    static NewJob keyed(NewJob job, String key, String fingerprint) {
        return new NewJob(
                job.id(),
                job.createdAt(),
                job.spec(),
                job.source(),
                job.items(),
                job.open(),
                Optional.of(new NewJob.Idempotency(key, fingerprint)));
    }

    static ItemOutcome ok(long index) {
        return ItemOutcome.ok(index, 1, 0.000_25, "{\"n\":" + index + "}");
    }

    static List<ItemOutcome> oks(long from, long to) {
        return LongStream.range(from, to).mapToObj(JobFixtures::ok).toList();
    }

    static ItemOutcome failed(long index) {
        return failed(index, OutcomeStatus.ERROR);
    }

    static ItemOutcome failed(long index, OutcomeStatus status) {
        ItemError error = new ItemError(
                ItemError.Reason.RETRIES_EXHAUSTED, "HTTP_503", "no \u0000 “answer”", "at X", "f00d", true);
        return new ItemOutcome(
                index,
                status,
                3,
                0.5,
                Optional.empty(),
                Optional.of(new ItemOutcome.Failure(error, List.of(new Attempt(NOW, 0.25, "HTTP_503", "no answer")))));
    }

    /** An outcome as it is read back: what the dead letters keep is not with it. */
    static ItemOutcome asKept(ItemOutcome outcome) {
        return new ItemOutcome(
                outcome.index(),
                outcome.status(),
                outcome.attempts(),
                outcome.seconds(),
                outcome.result(),
                outcome.failure().map(failure -> {
                    ItemError error = failure.error();
                    return new ItemOutcome.Failure(
                            new ItemError(
                                    error.reason(), error.errorClass(), error.message(), "", "", error.retryable()),
                            List.of());
                }));
    }
}
