package io.amorsize.deadletter;

import io.amorsize.job.BoundType;
import io.amorsize.job.DamagedJob;
import io.amorsize.job.InputItem;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobTypes;
import io.amorsize.job.NewJob;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Begins redrives, of many letters or of one. Safe for use by many threads. */
public final class Redriving {

    private static final Set<DeadLetterStatus> PLAIN = EnumSet.of(DeadLetterStatus.OPEN, DeadLetterStatus.QUARANTINED);
    private static final Set<DeadLetterStatus> FORCED =
            EnumSet.of(DeadLetterStatus.REPLAYED, DeadLetterStatus.RESOLVED);

    private final DeadLetters letters;
    private final Redrives redrives;
    private final JobStore jobs;
    private final JobTypes types;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final Runnable begun;

    /**
     * Begins redrives that are kept in {@code redrives}.
     *
     * @param jobs the jobs that run their letters
     * @param ids makes identifiers of redrives, ascending in time
     * @param begun told when there is something to drive on; must be quick
     */
    public Redriving(
            DeadLetters letters,
            Redrives redrives,
            JobStore jobs,
            JobTypes types,
            Supplier<String> ids,
            InstantSource clock,
            Runnable begun) {
        this.letters = letters;
        this.redrives = redrives;
        this.jobs = jobs;
        this.types = types;
        this.ids = ids;
        this.clock = clock;
        this.begun = begun;
    }

    /** What a redrive would take now, by job type. */
    public List<Redrives.Matched> preview(Redrive.Request request) {
        return redrives.preview(request, now());
    }

    /**
     * Begins a redrive.
     *
     * @throws UnavailableJobType if a job type of its letters is not installed
     */
    public Redrives.Submission begin(Redrive.Request request, Optional<NewJob.Idempotency> idempotency) {
        Optional<Redrives.Submission> earlier = idempotency.flatMap(redrives::earlier);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        List<String> missing = preview(request).stream()
                .map(Redrives.Matched::type)
                .filter(type -> types.named(type).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new UnavailableJobType(missing);
        }
        return submit(request, Optional.empty(), idempotency);
    }

    /**
     * How one letter is run again.
     *
     * @param edited the document to send instead; it takes the place of one that was edited before
     * @param force whether a letter is run that was replayed or resolved
     * @param target where the result goes
     */
    public record Replay(Optional<String> edited, boolean force, Redrive.Target target) {}

    /**
     * Begins the redrive of one letter.
     *
     * @throws UnknownDeadLetter if there is none
     * @throws UnavailableJobType if its job type is not installed
     * @throws DeadLetterConflict if its status does not allow it
     * @throws InvalidDocument if its type does not take the edited document
     */
    public Redrives.Submission replay(String id, Replay replay, Optional<NewJob.Idempotency> idempotency)
            throws InvalidDocument {
        Optional<Redrives.Submission> earlier = idempotency.flatMap(redrives::earlier);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        DeadLetter letter = letters.find(id).orElseThrow(() -> new UnknownDeadLetter(id));
        check(letter, replay.force());
        String name = letter.origin().jobType();
        BoundType<?, ?> type = types.named(name).orElseThrow(() -> new UnavailableJobType(List.of(name)));
        if (replay.edited().isPresent()) {
            type.item(new InputItem(letter.origin().itemIndex(), replay.edited().get(), Optional.empty()));
        }
        return submit(
                new Redrive.Request(
                        DeadLetterFilter.only(id), OptionalDouble.empty(), OptionalLong.empty(), replay.target()),
                Optional.of(new NewRedrive.Single(letter, replay.edited().map(Payload::of))),
                idempotency);
    }

    /**
     * Asks for the end of a redrive.
     *
     * @throws UnknownRedrive if there is none
     */
    public Redrive cancel(String id) {
        Redrive redrive = redrives.cancel(id);
        begun.run();
        return redrive;
    }

    /** What keeps a redrive from coming to its end, for people; as a rule nothing. */
    public Optional<String> obstacle(Redrive redrive) {
        return redrive.state().isEnded()
                ? Optional.empty()
                : redrive.jobs().stream().flatMap(job -> damage(job).stream()).findFirst();
    }

    private Optional<String> damage(String jobId) {
        try {
            Optional<Job> ignored = jobs.find(jobId);
            return Optional.empty();
        } catch (DamagedJob e) {
            // Its letters are given back all the same once it has ended.
            return jobs.state(jobId)
                    .filter(state -> !(state instanceof JobState.Ended))
                    .map(state -> e.getMessage() + " The redrive waits for that; cancel it to have the letters of this"
                            + " job back that were not run.");
        }
    }

    private static void check(DeadLetter letter, boolean force) {
        DeadLetterStatus status = letter.status();
        if (PLAIN.contains(status) || (force && FORCED.contains(status))) {
            return;
        }
        String why = switch (status) {
            case REPLAYING -> "is being replayed already. Wait for the end of that, or cancel its redrive.";
            case PURGED -> "was purged, so there is nothing left to run.";
            case REPLAYED -> "was replayed with success before. Send force to run it once more.";
            case RESOLVED -> "is resolved. Release it first, or send force.";
            case OPEN, QUARANTINED -> "can be replayed.";
        };
        throw new DeadLetterConflict("The dead letter " + letter.id() + " " + why);
    }

    private Redrives.Submission submit(
            Redrive.Request request, Optional<NewRedrive.Single> single, Optional<NewJob.Idempotency> idempotency) {
        Redrives.Submission submission =
                redrives.submit(new NewRedrive(ids.get(), now(), request, single, idempotency));
        if (submission.isNew()) {
            begun.run();
        }
        return submission;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
