package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.Payload;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Trouble;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobState;
import io.amorsize.job.JobTypes;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.store.FailureSink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes dead letters of items that failed for good, in the transaction that records their outcomes, and settles those
 * whose replay came to an end. Safe for use by many threads.
 */
public final class DeadLetterSink implements FailureSink {

    private static final int LONGEST_CLASS = 200;

    /** Letters given back with the end of a job; what is left is given back behind it, some at a time. */
    private static final int GIVEN_BACK_AT_ONCE = 1_000;

    private static final String SUCCEED = "UPDATE dead_letter SET status = 'REPLAYED', status_since = ?, status_before"
            + " = NULL, attempts = attempts + ?, replays = replays + 1, version = version + 1 WHERE id = ?";

    private final JobTables jobs;
    private final JobTypes types;
    private final Place place;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final DeadLetterListener listener;

    /**
     * Where failures are recorded.
     *
     * @param replica a name of this service among those that share the database
     * @param serviceVersion its version
     */
    public record Place(String replica, String serviceVersion) {}

    /**
     * Makes no letter yet.
     *
     * @param ids makes identifiers of letters, ascending in time
     * @param listener told of failures before they are committed
     */
    public DeadLetterSink(
            JobTables jobs,
            JobTypes types,
            Place place,
            Supplier<String> ids,
            InstantSource clock,
            DeadLetterListener listener) {
        this.jobs = jobs;
        this.types = types;
        this.place = place;
        this.ids = ids;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void recorded(Connection connection, Origin job, List<ItemOutcome> outcomes) throws SQLException {
        Instant now = clock.instant();
        List<ItemOutcome> unknown = job.redrive().isPresent()
                ? settle(connection, job, job.redrive().get(), outcomes, now)
                : outcomes;
        List<ItemOutcome> failed = unknown.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .toList();
        if (!failed.isEmpty()) {
            write(connection, job, failed, now);
        }
    }

    private void write(Connection connection, Origin job, List<ItemOutcome> failed, Instant now) throws SQLException {
        Optional<JobTypeDescription<?, ?, ?>> type =
                types.named(job.spec().type()).map(known -> known.description());
        String recipe = Recipe.idOf(job.spec());
        Set<String> secrets = type.map(JobTypeDescription::secrets).orElse(Set.of());
        Recipe.insert(connection, recipe, job.spec(), secrets, now);
        List<InputItem> input = jobs.input(
                connection, job.jobId(), failed.stream().map(ItemOutcome::index).toList());
        OptionalInt version = type.map(known -> OptionalInt.of(known.version())).orElse(OptionalInt.empty());
        List<DeadLetter> letters = new ArrayList<>(failed.size());
        for (int i = 0; i < failed.size(); i++) {
            ItemOutcome outcome = failed.get(i);
            ItemOutcome.Failure failure = clean(outcome.failure().orElseThrow());
            InputItem item = input.get(i);
            DeadLetterStatus status = DeadLetterStatus.ofNew(failure.error().reason());
            letters.add(new DeadLetter(
                    ids.get(),
                    now,
                    new DeadLetter.Origin(
                            job.jobId(),
                            outcome.index(),
                            job.spec().type(),
                            version,
                            item.key().orElseGet(() -> job.jobId() + ":" + outcome.index()),
                            recipe,
                            secrets,
                            place.replica(),
                            place.serviceVersion()),
                    Optional.of(Payload.of(item.json())),
                    Optional.empty(),
                    Trouble.first(
                            failure, outcome.attempts(), job.spec().retry().maxAttempts(), now),
                    status,
                    now,
                    DeadLetter.Replays.NONE,
                    DeadLetter.Remarks.NONE,
                    1));
            listener.failed(job.spec().type(), failure.error().reason(), false);
        }
        LetterRows.insert(connection, letters);
    }

    /** Settles the letters of these items; returns the outcomes of items that have none. */
    private List<ItemOutcome> settle(
            Connection connection, Origin job, String redriveId, List<ItemOutcome> outcomes, Instant now)
            throws SQLException {
        Map<Long, DeadLetter> letters = letters(connection, job.jobId(), outcomes);
        List<ItemOutcome> unknown = new ArrayList<>();
        List<DeadLetter> failed = new ArrayList<>();
        List<DeadLetter> succeeded = new ArrayList<>();
        List<ItemOutcome> amendments = new ArrayList<>();
        for (ItemOutcome outcome : outcomes) {
            DeadLetter letter = letters.get(outcome.index());
            if (letter == null) {
                unknown.add(outcome);
            } else if (outcome.status() == OutcomeStatus.OK) {
                succeeded.add(letter);
                amendments.add(outcome);
            } else if (outcome.failure().isPresent()) {
                failed.add(again(letter, clean(outcome.failure().get()), outcome.attempts(), now));
            }
        }
        LetterRows.failAgain(connection, failed);
        succeed(connection, succeeded, amendments, now);
        Optional<Redrive> redrive = RedriveRows.find(connection, redriveId);
        if (redrive.isPresent() && redrive.get().request().target() == Redrive.Target.SAME_JOB) {
            amend(connection, succeeded, amendments);
        }
        RedriveRows.count(connection, redriveId, new RedriveRows.Ends(succeeded.size(), failed.size(), 0), now);
        failed.forEach(letter -> listener.failed(
                letter.origin().jobType(), letter.trouble().error().reason(), true));
        succeeded.forEach(letter -> listener.replayed(letter.origin().jobType()));
        return unknown;
    }

    private static Map<Long, DeadLetter> letters(Connection connection, String jobId, List<ItemOutcome> outcomes)
            throws SQLException {
        Map<Long, DeadLetter> letters = new HashMap<>();
        LetterRows.select(
                        connection,
                        "l.replay_job_id = ? AND l.replay_index BETWEEN ? AND ? AND l.status = 'REPLAYING'",
                        List.of(
                                jobId,
                                outcomes.getFirst().index(),
                                outcomes.getLast().index()))
                .forEach(letter -> letters.put(
                        letter.replays()
                                .last()
                                .orElseThrow()
                                .place()
                                .orElseThrow()
                                .index(),
                        letter));
        return letters;
    }

    private DeadLetter again(DeadLetter letter, ItemOutcome.Failure failure, int attempts, Instant now) {
        DeadLetter.Origin origin = letter.origin();
        DeadLetter.Replays replays = letter.replays();
        return new DeadLetter(
                letter.id(),
                letter.createdAt(),
                new DeadLetter.Origin(
                        origin.jobId(),
                        origin.itemIndex(),
                        origin.jobType(),
                        origin.jobTypeVersion(),
                        origin.idempotencyKey(),
                        origin.recipe(),
                        origin.secrets(),
                        place.replica(),
                        place.serviceVersion()),
                letter.payload(),
                letter.edited(),
                letter.trouble().then(failure, attempts, now),
                DeadLetterStatus.afterFailedReplay(failure.error().reason(), replays.failed() + 1),
                now,
                replays,
                letter.remarks(),
                letter.version());
    }

    private static void succeed(
            Connection connection, List<DeadLetter> letters, List<ItemOutcome> outcomes, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(SUCCEED)) {
            for (int i = 0; i < letters.size(); i++) {
                Bindings.of(update)
                        .moment(now)
                        .whole(outcomes.get(i).attempts())
                        .text(letters.get(i).id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void amend(Connection connection, List<DeadLetter> letters, List<ItemOutcome> outcomes)
            throws SQLException {
        for (int i = 0; i < letters.size(); i++) {
            DeadLetter.Origin origin = letters.get(i).origin();
            ItemOutcome outcome = outcomes.get(i);
            jobs.amend(
                    connection,
                    origin.jobId(),
                    ItemOutcome.ok(
                            origin.itemIndex(),
                            outcome.attempts(),
                            outcome.seconds(),
                            outcome.result().orElseThrow()));
        }
    }

    @Override
    public void ended(Connection connection, Origin job, JobState.Ended state) throws SQLException {
        if (job.redrive().isPresent()) {
            RedriveRows.giveBack(
                    connection, job.redrive().get(), Optional.of(job.jobId()), GIVEN_BACK_AT_ONCE, clock.instant());
        }
    }

    /** What comes from outside must not keep the outcome from being stored: PostgreSQL takes no NUL in a text. */
    private static ItemOutcome.Failure clean(ItemOutcome.Failure failure) {
        ItemError error = failure.error();
        return new ItemOutcome.Failure(
                new ItemError(
                        error.reason(),
                        clean(error.errorClass()),
                        error.message(),
                        error.stack(),
                        clean(error.fingerprint()),
                        error.retryable()),
                failure.history());
    }

    private static String clean(String text) {
        String visible = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return visible.length() <= LONGEST_CLASS ? visible : visible.substring(0, LONGEST_CLASS);
    }
}
