package io.amorsize.store.deadletter;

import io.amorsize.deadletter.Redrive;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemSource;
import io.amorsize.job.JobSpec;
import io.amorsize.job.NewJob;
import io.amorsize.job.RateLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands letters to the jobs of redrives. Several services may try at a time: a job is locked before its letters, each
 * letter is taken only as it was read, and the place up to which letters were looked at moves only from where it was
 * read, so that all but one of them roll back.
 */
final class RedriveFeed {

    /** Items that may begin at once after a rest, as a share of those of a second. */
    private static final double BURST_SECONDS = 0.1;

    private static final String TAKE = "UPDATE dead_letter SET status_before = CASE WHEN status = 'REPLAYING' THEN"
            + " status_before ELSE status END, status = 'REPLAYING', status_since = ?, redrive_id = ?, replay_job_id ="
            + " ?, replay_index = ?, version = version + 1 WHERE id = ? AND version = ?";

    private final JobTables jobs;
    private final Supplier<String> ids;
    private final InstantSource clock;

    RedriveFeed(JobTables jobs, Supplier<String> ids, InstantSource clock) {
        this.jobs = jobs;
        this.ids = ids;
        this.clock = clock;
    }

    /** Another service was faster, or somebody changed one of the letters. What was read is to be read again. */
    static final class LostRace extends RuntimeException {

        private static final long serialVersionUID = 1;

        LostRace() {
            super("another was faster", null, false, false);
        }
    }

    /** What a redrive knows of the job for one recipe; the job is made with its first letter. */
    private record Share(long letters, @Nullable String jobId, long fed) {

        /** Of letters that began to match after they were counted. */
        static final Share UNEXPECTED = new Share(0, null, 0);
    }

    /**
     * Letters that are to be handed over.
     *
     * @param redrive the redrive that takes them
     * @param after the last letter that was looked at before
     * @param letters ascending by identifier; at least one
     */
    record Batch(Redrive redrive, String after, List<Candidates.Letter> letters) {}

    /**
     * The next letters of a redrive; empty if there are none or it is not to be fed. Locks nothing.
     *
     * @param most letters, at least 1; fewer where they are long
     */
    Optional<Batch> batch(Connection connection, String id, int most) throws SQLException {
        Optional<Redrive> found = RedriveRows.find(connection, id);
        if (found.isEmpty() || found.get().state() != Redrive.State.FEEDING) {
            return Optional.empty();
        }
        Redrive redrive = found.get();
        Redrive.Request request = redrive.request();
        long room =
                request.maxItems().orElse(Long.MAX_VALUE) - redrive.progress().fed();
        String after = fedAfter(connection, id);
        List<Candidates.Letter> letters = Candidates.of(id, request, redrive.createdAt())
                .next(connection, after, (int) Math.max(0, Math.min(most, room)));
        return letters.isEmpty() ? Optional.empty() : Optional.of(new Batch(redrive, after, letters));
    }

    /**
     * Hands letters over. Jobs are locked first, then the redrive, then the letters by their identifiers, as
     * everywhere.
     *
     * @throws LostRace if nothing of it may be kept
     */
    void handOver(Connection connection, Batch batch) throws SQLException {
        Redrive redrive = batch.redrive();
        jobs.lock(connection, new TreeSet<>(redrive.jobs()));
        RedriveRows.lock(connection, new TreeSet<>(List.of(redrive.id())));
        advance(connection, redrive.id(), batch.after(), batch.letters());
        Map<String, Share> shares = shares(connection, redrive.id());
        Map<String, List<InputItem>> items = new TreeMap<>();
        Map<String, String> jobIds = new HashMap<>();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            Instant now = clock.instant();
            for (Candidates.Letter letter : batch.letters()) {
                Share share = shares.getOrDefault(letter.recipe(), Share.UNEXPECTED);
                if (!jobIds.containsKey(letter.recipe())) {
                    jobIds.put(
                            letter.recipe(),
                            share.jobId == null ? create(connection, redrive, letter.recipe(), share) : share.jobId);
                }
                List<InputItem> its = items.computeIfAbsent(letter.recipe(), recipe -> new ArrayList<>());
                long index = share.fed + its.size();
                its.add(new InputItem(index, letter.json(), Optional.of(letter.idempotencyKey())));
                Bindings.of(take)
                        .moment(now)
                        .text(redrive.id())
                        .text(jobIds.get(letter.recipe()))
                        .whole(index)
                        .text(letter.id())
                        .whole(letter.version());
                take.addBatch();
            }
            for (int taken : take.executeBatch()) {
                mustBeOne(taken);
            }
        }
        for (Map.Entry<String, List<InputItem>> each : items.entrySet()) {
            append(connection, redrive.id(), each.getKey(), String.valueOf(jobIds.get(each.getKey())), each.getValue());
        }
    }

    private void append(Connection connection, String redrive, String recipe, String job, List<InputItem> items)
            throws SQLException {
        jobs.append(connection, job, items);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE redrive_job SET fed = fed + ? WHERE redrive_id = ? AND recipe = ? AND fed = ?")) {
            Bindings.of(update)
                    .whole(items.size())
                    .text(redrive)
                    .text(recipe)
                    .whole(items.getFirst().index());
            mustBeOne(update.executeUpdate());
        }
    }

    private static String fedAfter(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT fed_after FROM redrive WHERE id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static Map<String, Share> shares(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT recipe, letters, job_id, fed FROM redrive_job WHERE redrive_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                Map<String, Share> shares = new LinkedHashMap<>();
                while (row.next()) {
                    shares.put(row.getString(1), new Share(row.getLong(2), row.getString(3), row.getLong(4)));
                }
                return shares;
            }
        }
    }

    private String create(Connection connection, Redrive redrive, String recipe, Share share) throws SQLException {
        String job = ids.get();
        if (share.letters == 0) {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO redrive_job (redrive_id, recipe,"
                    + " letters, fed) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING")) {
                Bindings.of(insert).text(redrive.id()).text(recipe).whole(1);
                insert.executeUpdate();
            }
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE redrive_job SET job_id = ? WHERE redrive_id = ? AND recipe = ? AND job_id IS NULL")) {
            Bindings.of(update).text(job).text(redrive.id()).text(recipe);
            mustBeOne(update.executeUpdate());
        }
        JobSpec spec = Recipe.spec(connection, recipe, rateLimit(redrive, share));
        jobs.create(
                connection,
                new NewJob(job, clock.instant(), spec, new ItemSource.Stored(), List.of(), true, Optional.empty()),
                redrive.id());
        return job;
    }

    /** Jobs share the rate by their letters, so that they end together. */
    private static Optional<RateLimit> rateLimit(Redrive redrive, Share share) {
        OptionalDouble whole = redrive.request().itemsPerSecond();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        double part = Math.min(
                1,
                (double) Math.max(1, share.letters)
                        / Math.max(1, redrive.progress().matched()));
        double rate = whole.getAsDouble() * part;
        return Optional.of(new RateLimit(rate, (int) Math.max(1, Math.min(1_000_000, rate * BURST_SECONDS))));
    }

    private static void advance(Connection connection, String id, String after, List<Candidates.Letter> letters)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE redrive SET fed_after = ?, fed = fed + ?"
                + " WHERE id = ? AND state = 'FEEDING' AND fed_after = ?")) {
            Bindings.of(update)
                    .text(letters.getLast().id())
                    .whole(letters.size())
                    .text(id)
                    .text(after);
            mustBeOne(update.executeUpdate());
        }
    }

    private static void mustBeOne(int rows) {
        if (rows != 1) {
            throw new LostRace();
        }
    }
}
