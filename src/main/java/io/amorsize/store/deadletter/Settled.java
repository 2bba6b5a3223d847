package io.amorsize.store.deadletter;

import io.amorsize.deadletter.DeadLetter;
import io.amorsize.job.ItemOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Letters whose replay came to an end in a transaction. For one thread. */
final class Settled {

    private static final String SUCCEED = "UPDATE dead_letter SET status = 'REPLAYED', status_since = ?, status_before"
            + " = NULL, attempts = attempts + ?, replays = replays + 1, version = version + 1 WHERE id = ?";

    /** A replay that succeeded. */
    private record Success(DeadLetter letter, ItemOutcome outcome, boolean amends) {}

    private final SortedMap<String, Success> succeeded = new TreeMap<>();
    private final SortedMap<String, DeadLetter> failed = new TreeMap<>();
    private final SortedMap<String, RedriveRows.Ends> ends = new TreeMap<>();

    void succeeded(String redrive, DeadLetter letter, ItemOutcome outcome, boolean amends) {
        succeeded.put(letter.id(), new Success(letter, outcome, amends));
        ends.merge(redrive, new RedriveRows.Ends(1, 0, 0), RedriveRows.Ends::plus);
    }

    /** @param letter as it is after that */
    void failed(String redrive, DeadLetter letter) {
        failed.put(letter.id(), letter);
        ends.merge(redrive, new RedriveRows.Ends(0, 1, 0), RedriveRows.Ends::plus);
    }

    /** How many there were, by redrive. */
    SortedMap<String, RedriveRows.Ends> ends() {
        return ends;
    }

    void write(Connection connection, JobTables jobs, Instant now) throws SQLException {
        LetterRows.failAgain(connection, failed.values());
        succeed(connection, succeeded.values(), now);
        for (Success each : succeeded.values()) {
            if (each.amends) {
                amend(connection, jobs, each);
            }
        }
    }

    private static void succeed(Connection connection, Collection<Success> successes, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(SUCCEED)) {
            for (Success each : successes) {
                Bindings.of(update).moment(now).whole(each.outcome.attempts()).text(each.letter.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void amend(Connection connection, JobTables jobs, Success success) throws SQLException {
        DeadLetter.Origin origin = success.letter.origin();
        ItemOutcome outcome = success.outcome;
        jobs.amend(
                connection,
                origin.jobId(),
                ItemOutcome.ok(
                        origin.itemIndex(),
                        outcome.attempts(),
                        outcome.seconds(),
                        outcome.result().orElseThrow()));
    }

    /** Adds what is told once this is committed. */
    void tell(List<Told> told) {
        for (DeadLetter letter : failed.values()) {
            told.add(Told.failed(letter.origin().jobType(), letter.trouble().error(), true));
        }
        for (Success each : succeeded.values()) {
            told.add(Told.replayed(each.letter.origin().jobType()));
        }
    }
}
