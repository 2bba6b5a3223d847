package io.amorsize.store.job;

import io.amorsize.job.IndexRange;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.JobCounts;
import io.amorsize.job.JobState;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.store.job.DamagedRow.Unreadable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcomes of items: tables job_result and job_amendment. Each row of the first has those of consecutive items, as
 * many as were recorded together or make up {@link Segment#BYTES}; cancelled ranges of any length are one row.
 * Stateless.
 */
public final class JobResults {

    private static final String TABLE = "job_result";
    private static final String AMENDMENTS = "job_amendment";

    private static final String INSERT = "INSERT INTO job_result (job_id, first_item, items, body) VALUES (?, ?, ?, ?)";

    /** Also finds the row that begins before the range and reaches into it. */
    private static final String FROM = " FROM job_result WHERE job_id = ? AND first_item >= COALESCE((SELECT"
            + " MAX(first_item) FROM job_result WHERE job_id = ? AND first_item <= ?), ?)";

    /** Rows that are read at a time: few at first, for few may be enough. */
    private static final int FEWEST_ROWS = 4;

    private static final int MOST_ROWS = 64;

    private JobResults() {}

    /** Keeps outcomes, ascending by index. */
    static void insert(Connection connection, String jobId, List<ItemOutcome> outcomes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                Block.Packer packer = new Block.Packer()) {
            ByteWriter writer = new ByteWriter();
            long first = -1;
            long next = -1;
            for (ItemOutcome outcome : outcomes) {
                if (writer.size() > 0 && (outcome.index() != next || writer.size() >= Segment.BYTES)) {
                    add(insert, jobId, first, next, packer.packed(writer));
                    writer.clear();
                }
                if (writer.size() == 0) {
                    writer.octet(OutcomeCodec.EACH);
                    first = outcome.index();
                }
                OutcomeCodec.write(outcome, writer);
                next = outcome.index() + 1;
            }
            if (writer.size() > 0) {
                add(insert, jobId, first, next, packer.packed(writer));
            }
            insert.executeBatch();
        }
    }

    /** Keeps that items were cancelled before they were tried. */
    static void insertCancelled(Connection connection, String jobId, List<IndexRange> ranges) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                Block.Packer packer = new Block.Packer()) {
            ByteWriter writer = new ByteWriter();
            writer.octet(OutcomeCodec.ALL_CANCELLED);
            byte[] block = packer.packed(writer);
            for (IndexRange range : ranges) {
                add(insert, jobId, range.from(), range.to(), block);
            }
            insert.executeBatch();
        }
    }

    private static void add(PreparedStatement insert, String jobId, long first, long next, byte[] block)
            throws SQLException {
        Sql.set(insert, jobId, first, next - first, block);
        insert.addBatch();
    }

    /** Items of a range that have outcomes, as disjoint ranges in ascending order. */
    static List<IndexRange> recorded(Connection connection, String jobId, IndexRange range) throws SQLException {
        List<IndexRange> recorded = new ArrayList<>();
        Sql.list(
                connection,
                row -> {
                    long from = Math.max(row.getLong(1), range.from());
                    long to = Math.min(row.getLong(1) + row.getLong(2), range.to());
                    return from < to && recorded.add(new IndexRange(from, to));
                },
                "SELECT first_item, items" + FROM + " AND first_item < ? ORDER BY first_item",
                jobId,
                jobId,
                range.from(),
                range.from(),
                range.to());
        return recorded;
    }

    /** Items of a range that have no outcome, as disjoint ranges in ascending order. */
    static List<IndexRange> left(Connection connection, String jobId, IndexRange range) throws SQLException {
        List<IndexRange> left = new ArrayList<>();
        long next = range.from();
        for (IndexRange recorded : recorded(connection, jobId, range)) {
            if (recorded.from() > next) {
                left.add(new IndexRange(next, recorded.from()));
            }
            next = recorded.to();
        }
        if (next < range.to()) {
            left.add(new IndexRange(next, range.to()));
        }
        return left;
    }

    /**
     * Outcomes in the order of the items, those that are there.
     *
     * @param from the first item
     * @param mostItems at least 1
     * @param mostBytes of results, about; one outcome is read all the same
     * @throws io.amorsize.job.DamagedJob if a row is not what was written
     */
    static List<ItemOutcome> read(Connection connection, String jobId, long from, int mostItems, long mostBytes)
            throws SQLException {
        Page page = new Page(from, mostItems, mostBytes);
        int most = FEWEST_ROWS;
        List<Row> rows = rows(connection, jobId, from, most);
        while (!rows.isEmpty()) {
            for (Row row : rows) {
                if (page.isFull()) {
                    break;
                }
                page.add(row);
            }
            if (page.isFull() || rows.size() < most) {
                break;
            }
            most = Math.min(2 * most, MOST_ROWS);
            rows = rows(connection, jobId, rows.getLast().first + rows.getLast().items, most);
        }
        return amended(connection, jobId, page.outcomes);
    }

    private static List<Row> rows(Connection connection, String jobId, long from, int most) throws SQLException {
        return Sql.list(
                connection,
                row -> new Row(jobId, row),
                "SELECT first_item, items, body" + FROM + " ORDER BY first_item LIMIT ?",
                jobId,
                jobId,
                from,
                from,
                most);
    }

    private static final class Row {

        private final String jobId;
        private final long first;
        private final long items;
        private final byte[] block;

        private Row(String jobId, ResultSet row) throws SQLException {
            this.jobId = jobId;
            this.first = row.getLong(1);
            this.items = row.getLong(2);
            this.block = row.getBytes(3);
        }
    }

    /** Collects outcomes until there are enough. */
    private static final class Page {

        private final List<ItemOutcome> outcomes = new ArrayList<>();
        private final int mostItems;
        private final long mostBytes;
        private long from;
        private long bytes;

        private Page(long from, int mostItems, long mostBytes) {
            this.from = from;
            this.mostItems = mostItems;
            this.mostBytes = mostBytes;
        }

        private boolean isFull() {
            return outcomes.size() >= mostItems || (bytes >= mostBytes && !outcomes.isEmpty());
        }

        private void add(Row row) {
            if (row.first + row.items > from) {
                DamagedRow.orDamaged(TABLE, row.jobId, row.first, () -> {
                    addOutcomes(row);
                    return row.items;
                });
                from = row.first + row.items;
            }
        }

        private void addOutcomes(Row row) throws Unreadable {
            ByteReader reader = new ByteReader(Block.unpacked(row.block));
            int form = reader.octet();
            long next = row.first;
            long end = row.first + row.items;
            if (form == OutcomeCodec.ALL_CANCELLED) {
                for (next = Math.max(next, from); next < end && !isFull(); next++) {
                    outcomes.add(ItemOutcome.cancelled(next));
                }
            } else if (form == OutcomeCodec.EACH) {
                for (; next < end && !isFull(); next++) {
                    if (next < from) {
                        OutcomeCodec.skip(reader);
                    } else {
                        ItemOutcome outcome = OutcomeCodec.read(next, reader);
                        bytes += outcome.result().map(String::length).orElse(0);
                        outcomes.add(outcome);
                    }
                }
            } else {
                throw new Unreadable("its form " + form + " is unknown to this version");
            }
            if (next == end && !reader.isAtEnd()) {
                throw new Unreadable("it has more outcomes than it says");
            }
        }
    }

    /** The same with those that were amended in the place of what they had been. */
    private static List<ItemOutcome> amended(Connection connection, String jobId, List<ItemOutcome> outcomes)
            throws SQLException {
        if (outcomes.isEmpty()) {
            return outcomes;
        }
        Map<Long, ItemOutcome> amendments = new HashMap<>();
        Sql.list(
                connection,
                row -> {
                    long item = row.getLong(1);
                    byte[] block = row.getBytes(2);
                    return amendments.put(
                            item,
                            DamagedRow.orDamaged(
                                    AMENDMENTS,
                                    jobId,
                                    item,
                                    () -> OutcomeCodec.read(item, new ByteReader(Block.unpacked(block)))));
                },
                "SELECT item, body FROM job_amendment WHERE job_id = ? AND item BETWEEN ? AND ?",
                jobId,
                outcomes.getFirst().index(),
                outcomes.getLast().index());
        return amendments.isEmpty()
                ? outcomes
                : outcomes.stream()
                        .map(outcome -> amendments.getOrDefault(outcome.index(), outcome))
                        .toList();
    }

    /**
     * Replaces the outcome of an item that had failed by the one of a replay, within the transaction of
     * {@code connection}. The job counts it as succeeded; one that had completed with failures has succeeded once none
     * is left.
     *
     * @param outcome has a result
     * @return false if there is no such job any more, or the item has not failed
     */
    public static boolean amend(Connection connection, String jobId, ItemOutcome outcome) throws SQLException {
        if (outcome.status() != OutcomeStatus.OK) {
            throw new IllegalArgumentException("only a success replaces a failure, not " + outcome.status());
        }
        Optional<LockedJob> found = LockedJob.find(connection, jobId);
        if (found.isEmpty()) {
            return false;
        }
        boolean failed = read(connection, jobId, outcome.index(), 1, 1).stream()
                .anyMatch(earlier -> earlier.index() == outcome.index() && hasFailed(earlier));
        if (!failed) {
            return false;
        }
        try (Block.Packer packer = new Block.Packer()) {
            ByteWriter writer = new ByteWriter();
            OutcomeCodec.write(outcome, writer);
            Sql.update(
                    connection,
                    "INSERT INTO job_amendment (job_id, item, body) VALUES (?, ?, ?)",
                    jobId,
                    outcome.index(),
                    packer.packed(writer));
        }
        LockedJob job = found.get();
        JobCounts mended = new JobCounts(1, -1, 0, 0, 0);
        job.counts = job.counts.plus(mended);
        if (job.forgiven.failed() > 0) {
            // Or as many new failures would be forgiven.
            job.forgiven = job.forgiven.plus(mended);
        }
        if (job.counts.failed() == 0 && job.state instanceof JobState.CompletedWithFailures completed) {
            job.state = new JobState.Succeeded(completed.endedAt());
        }
        job.save(connection);
        return true;
    }

    /** Whether an outcome goes to the dead letters. */
    static boolean hasFailed(ItemOutcome outcome) {
        return switch (outcome.status()) {
            case ERROR, TIMEOUT, REJECTED -> true;
            case OK, CANCELLED -> false;
        };
    }
}
