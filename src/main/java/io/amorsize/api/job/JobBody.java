package io.amorsize.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.json.Json;
import io.amorsize.job.Job;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobState;
import io.amorsize.job.JobView;
import io.amorsize.job.PlanRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job as it is now. */
@Schema(name = "Job", description = "A job as it is now.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobBody(
        @Schema(description = "Its identifier.", required = true, examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10")
        String id,

        @Schema(description = "Its job type.", required = true, examples = "synthetic")
        String type,

        @Schema(
                implementation = String.class,
                enumeration = {
                    "ACCEPTING",
                    "QUEUED",
                    "SAMPLING",
                    "RUNNING",
                    "PAUSED",
                    "CANCELLING",
                    "SUCCEEDED",
                    "COMPLETED_WITH_FAILURES",
                    "FAILED",
                    "CANCELLED"
                },
                description = "Where it is in its life. `ACCEPTING`: items still come in; those that came are run"
                        + " already. `FAILED`: it was given up; what was not run never will be.",
                required = true)
        JobState.Label state,

        @Schema(
                description = "Why it is paused or failed; left out in other states.",
                examples = "101 items failed; the job allows 100.")
        @Nullable String reason,

        @Schema(
                description = "When it was accepted.",
                required = true,
                format = "date-time",
                examples = "2026-11-21T08:30:00.123Z")
        String createdAt,

        @Schema(
                description = "When its first item was about to be run; left out before.",
                format = "date-time",
                examples = "2026-11-21T08:30:00.140Z")
        @Nullable String startedAt,

        @Schema(
                description = "When it was over; left out before.",
                format = "date-time",
                examples = "2026-11-21T08:30:14.500Z")
        @Nullable String endedAt,

        @Schema(
                description = "When its time is over; left out if it has no deadline.",
                format = "date-time",
                examples = "2026-11-21T09:30:00.123Z")
        @Nullable String deadlineAt,

        @Schema(
                description = "Weight among other jobs when CPUs are short.",
                required = true,
                minimum = "1",
                maximum = "100",
                examples = "10")
        int priority,

        @Schema(description = "What it is filed under.", required = true, examples = "{\"team\": \"shipping\"}")
        Map<String, String> labels,

        @Schema(
                description = "The trace that the request belonged to; left out if it named none.",
                examples = "4bf92f3577b34da6a3ce929d0e0e4736")
        @Nullable String traceId,

        @Schema(
                description = "Identifier of the redrive whose items it runs; left out for other jobs.",
                examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e11")
        @Nullable String redriveId,

        @Schema(description = "How far it is.", required = true)
        ProgressBody progress,

        @Schema(description = "What it runs by.", required = true)
        PlanBody plan,

        @Schema(description = "What was expected of the newest plan; left out before there is one with an estimate.")
        @Nullable EstimateBody estimate,

        @Schema(description = "What really happened so far; left out before it has started.") @Nullable ActualBody actual) {

    private static final ObjectWriter WRITER = Json.writerFor(JobBody.class);

    /** How far a job is. */
    @Schema(name = "JobProgress", description = "How far a job is.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProgressBody(
            @Schema(description = "Items that have come in.", required = true, minimum = "0", examples = "1000")
            long items,

            @Schema(description = "Items that are OK.", required = true, minimum = "0", examples = "750")
            long succeeded,

            @Schema(
                    description = "Items that ended in ERROR, TIMEOUT or REJECTED.",
                    required = true,
                    minimum = "0",
                    examples = "2")
            long failed,

            @Schema(
                    description = "Items that were never run to their end.",
                    required = true,
                    minimum = "0",
                    examples = "0")
            long cancelled,

            @Schema(
                    description = "Items being run now by the replica that answers.",
                    required = true,
                    minimum = "0",
                    examples = "16")
            long running,

            @Schema(
                    description = "Failed tries that were followed by another.",
                    required = true,
                    minimum = "0",
                    examples = "5")
            long retries,

            @Schema(description = "Items that lately ended in a second; left out while unknown.", examples = "321.5")
            @Nullable Double itemsPerSecond,

            @Schema(
                    description = "Time until it has ended if it goes on like that; left out while unknown.",
                    examples = "0.77")
            @Nullable Double etaSeconds) {

        static ProgressBody of(JobView view) {
            JobCounts counts = view.job().counts();
            return new ProgressBody(
                    view.job().items(),
                    counts.succeeded(),
                    counts.failed(),
                    counts.cancelled(),
                    view.running(),
                    counts.retries(),
                    boxed(view.itemsPerSecond()),
                    boxed(view.etaSeconds()));
        }
    }

    /** What was expected. */
    @Schema(name = "JobEstimate", description = "What was expected of a plan.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EstimateBody(
            @Schema(description = "What one worker would take for the whole job.", examples = "50.1") @Nullable Double serialSeconds,

            @Schema(description = "What the job takes in all.", examples = "3.4") @Nullable Double parallelSeconds,

            @Schema(description = "Expected speed-up of the whole job against one worker.") @Nullable GainBody speedup) {}

    /** An expected speed-up. */
    @Schema(name = "JobSpeedup", description = "An expected speed-up.")
    record GainBody(
            @Schema(description = "The point estimate.", required = true, examples = "14.7")
            double value,

            @Schema(
                    description = "Ends of the central 90 % prediction interval.",
                    required = true,
                    minItems = 2,
                    maxItems = 2,
                    examples = "[13.9, 15.6]")
            List<Double> interval90) {

        static GainBody of(PlanRevision.Gain gain) {
            return new GainBody(
                    gain.value(),
                    List.of(gain.interval90().low(), gain.interval90().high()));
        }
    }

    /** What really happened. */
    @Schema(name = "JobActual", description = "What really happened so far.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActualBody(
            @Schema(
                    description = "Time of all items together: what one worker would have taken.",
                    required = true,
                    minimum = "0",
                    examples = "49.8")
            double serialEquivalentSeconds,

            @Schema(
                    description =
                            "Time since the first item was about to be run, pauses included, until now or the end.",
                    required = true,
                    minimum = "0",
                    examples = "3.5")
            double elapsedSeconds,

            @Schema(description = "The first over the second; left out while nothing has passed.", examples = "14.2")
            @Nullable Double speedup) {

        static ActualBody of(Job job, Instant startedAt, Instant now) {
            Instant until = job.state() instanceof JobState.Ended ended ? ended.endedAt() : now;
            double elapsed = Math.max(0, Duration.between(startedAt, until).toNanos() / 1e9);
            double busy = job.counts().busySeconds();
            return new ActualBody(busy, elapsed, elapsed > 0 ? busy / elapsed : null);
        }
    }

    static JobBody of(JobView view, Instant now) {
        Job job = view.job();
        return new JobBody(
                job.id(),
                job.spec().type(),
                job.state().label(),
                job.state().explanation().orElse(null),
                job.createdAt().toString(),
                text(job.startedAt()),
                job.state() instanceof JobState.Ended ended ? ended.endedAt().toString() : null,
                text(job.deadline()),
                job.spec().priority(),
                job.spec().labels(),
                job.spec().traceId().orElse(null),
                job.redrive().orElse(null),
                ProgressBody.of(view),
                PlanBody.of(job),
                estimate(job.plans()),
                job.startedAt()
                        .map(startedAt -> ActualBody.of(job, startedAt, now))
                        .orElse(null));
    }

    /** The job as JSON. */
    byte[] json() {
        return Json.write(WRITER, this);
    }

    /** The same as text. */
    String text() {
        return Json.text(WRITER, this);
    }

    private static @Nullable EstimateBody estimate(List<PlanRevision> plans) {
        for (PlanRevision plan : plans.reversed()) {
            if (plan.serialSeconds().isPresent()
                    || plan.parallelSeconds().isPresent()
                    || plan.speedup().isPresent()) {
                return estimate(plan);
            }
        }
        return null;
    }

    /** What was expected of a plan. */
    static EstimateBody estimate(PlanRevision plan) {
        return new EstimateBody(
                boxed(plan.serialSeconds()),
                boxed(plan.parallelSeconds()),
                plan.speedup().map(GainBody::of).orElse(null));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }
}
