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
import io.amorsize.job.JobSpec;
import io.amorsize.job.JobTypes;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.store.FailureSink;
import java.sql.Connection;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Makes dead letters of items that failed for good, in the transaction that records their outcomes, and settles those
 * whose replay came to an end. Safe for use by many threads.
 */
public final class DeadLetterSink implements FailureSink {

    private static final int LONGEST_CLASS = 200;

    /** Letters given back with the end of a job; what is left is given back behind it, some at a time. */
    private static final int GIVEN_BACK_AT_ONCE = 1_000;

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
     * @param listener told of failures and successes once they are committed
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
    public Set<String> amended(Connection connection, String redriveJobId, List<ItemOutcome> outcomes)
            throws SQLException {
        return outcomes.isEmpty()
                ? Set.of()
                : LetterRows.originJobs(
                        connection,
                        redriveJobId,
                        outcomes.getFirst().index(),
                        outcomes.getLast().index());
    }

    /** Rows are locked in one order: redrives, recipes, letters; each sort by its identifiers. */
    @Override
    public Runnable recorded(Connection connection, List<Recorded> recorded) throws SQLException {
        Instant now = clock.instant();
        Map<String, Redrive> redrives = redrives(connection, recorded);
        List<Told> told = new ArrayList<>();
        List<Recorded> unknown = new ArrayList<>();
        Settled settled = new Settled();
        for (Recorded each : recorded) {
            List<ItemOutcome> rest =
                    each.job().redrive().isPresent() ? sort(connection, each, redrives, settled, now) : each.outcomes();
            List<ItemOutcome> failed = rest.stream()
                    .filter(outcome -> outcome.failure().isPresent())
                    .toList();
            if (!failed.isEmpty()) {
                unknown.add(new Recorded(each.job(), failed));
            }
        }
        List<NewLetters> fresh = recipes(connection, unknown, now);
        settled.write(connection, jobs, now);
        for (NewLetters each : fresh) {
            write(connection, each, now, told);
        }
        for (Map.Entry<String, RedriveRows.Ends> each : settled.ends().entrySet()) {
            RedriveRows.count(connection, each.getKey(), each.getValue(), now);
        }
        settled.tell(told);
        return () -> told.forEach(each -> each.to(listener));
    }

    /** The redrives of jobs, locked. */
    private static Map<String, Redrive> redrives(Connection connection, List<Recorded> recorded) throws SQLException {
        TreeSet<String> ids = new TreeSet<>();
        recorded.forEach(each -> each.job().redrive().ifPresent(ids::add));
        RedriveRows.lock(connection, ids);
        Map<String, Redrive> redrives = new HashMap<>();
        for (String id : ids) {
            RedriveRows.find(connection, id).ifPresent(redrive -> redrives.put(id, redrive));
        }
        return redrives;
    }

    /** Sorts outcomes of a redrive by what becomes of their letters; returns those of items that have none. */
    private List<ItemOutcome> sort(
            Connection connection, Recorded recorded, Map<String, Redrive> redrives, Settled settled, Instant now)
            throws SQLException {
        String redriveId = recorded.job().redrive().orElseThrow();
        boolean amends = Optional.ofNullable(redrives.get(redriveId))
                .filter(redrive -> redrive.request().target() == Redrive.Target.SAME_JOB)
                .isPresent();
        Map<Long, DeadLetter> letters = letters(connection, recorded.job().jobId(), recorded.outcomes());
        List<ItemOutcome> unknown = new ArrayList<>();
        for (ItemOutcome outcome : recorded.outcomes()) {
            DeadLetter letter = letters.get(outcome.index());
            if (letter == null) {
                unknown.add(outcome);
            } else if (outcome.status() == OutcomeStatus.OK) {
                settled.succeeded(redriveId, letter, outcome, amends);
            } else if (outcome.failure().isPresent()) {
                settled.failed(redriveId, again(letter, clean(outcome.failure().get()), outcome.attempts(), now));
            }
        }
        return unknown;
    }

    /** Failures of a job and how they are run again. */
    private record NewLetters(
            Recorded recorded, String recipe, Optional<JobTypeDescription<?, ?, ?>> type, Set<String> secrets) {}

    private List<NewLetters> recipes(Connection connection, List<Recorded> failures, Instant now) throws SQLException {
        List<NewLetters> all = new ArrayList<>(failures.size());
        Map<String, NewLetters> byRecipe = new TreeMap<>();
        for (Recorded each : failures) {
            JobSpec spec = each.job().spec();
            Optional<JobTypeDescription<?, ?, ?>> type =
                    types.named(spec.type()).map(known -> known.description());
            NewLetters fresh = new NewLetters(
                    each,
                    Recipe.idOf(spec),
                    type,
                    type.map(JobTypeDescription::secrets).orElse(Set.of()));
            all.add(fresh);
            byRecipe.put(fresh.recipe(), fresh);
        }
        for (NewLetters each : byRecipe.values()) {
            Recipe.insert(connection, each.recipe(), each.recorded().job().spec(), each.secrets(), now);
        }
        return all;
    }

    private void write(Connection connection, NewLetters fresh, Instant now, List<Told> told) throws SQLException {
        Origin job = fresh.recorded().job();
        List<ItemOutcome> failed = fresh.recorded().outcomes();
        List<InputItem> input = jobs.input(
                connection, job.jobId(), failed.stream().map(ItemOutcome::index).toList());
        OptionalInt version =
                fresh.type().map(known -> OptionalInt.of(known.version())).orElse(OptionalInt.empty());
        List<DeadLetter> letters = new ArrayList<>(failed.size());
        for (int i = 0; i < failed.size(); i++) {
            ItemOutcome outcome = failed.get(i);
            ItemOutcome.Failure failure = clean(outcome.failure().orElseThrow());
            InputItem item = input.get(i);
            letters.add(new DeadLetter(
                    ids.get(),
                    now,
                    new DeadLetter.Origin(
                            job.jobId(),
                            outcome.index(),
                            job.spec().type(),
                            version,
                            item.key().orElseGet(() -> job.jobId() + ":" + outcome.index()),
                            fresh.recipe(),
                            fresh.secrets(),
                            job.spec().traceId(),
                            place.replica(),
                            place.serviceVersion()),
                    Optional.of(Payload.of(item.json())),
                    Optional.empty(),
                    Trouble.first(
                            failure, outcome.attempts(), job.spec().retry().maxAttempts(), now),
                    DeadLetterStatus.ofNew(failure.error().reason()),
                    now,
                    DeadLetter.Replays.NONE,
                    DeadLetter.Remarks.NONE,
                    1));
            told.add(Told.failed(job.spec().type(), failure.error(), false));
        }
        LetterRows.insert(connection, letters);
    }

    private static Map<Long, DeadLetter> letters(Connection connection, String jobId, List<ItemOutcome> outcomes)
            throws SQLException {
        Map<Long, DeadLetter> letters = new HashMap<>();
        LetterRows.summaries(
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
                        origin.traceId(),
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

    @Override
    public void ended(Connection connection, String jobId, String redrive) throws SQLException {
        RedriveRows.giveBack(connection, redrive, Optional.of(jobId), GIVEN_BACK_AT_ONCE, clock.instant());
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
