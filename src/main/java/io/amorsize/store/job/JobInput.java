package io.amorsize.store.job;

import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemSource;
import io.amorsize.job.UnknownJob;
import io.amorsize.store.job.DamagedRow.Unreadable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents of items: table job_input. Each row has consecutive ones, as many as make up {@link Segment#BYTES}.
 * Stateless.
 */
public final class JobInput {

    private static final String TABLE = "job_input";
    private static final int FORM = 1;
    private static final int WITHOUT_KEY = 0;
    private static final int WITH_KEY = 1;

    private JobInput() {}

    /**
     * An item to be run.
     *
     * @param json its document
     * @param key its idempotency key where it has one from an earlier job
     */
    public record NewItem(String json, Optional<String> key) {}

    /** Keeps the documents of items from index {@code first} on. */
    static void insert(Connection connection, String jobId, long first, List<NewItem> items) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO job_input (job_id, first_item, items, body) VALUES (?, ?, ?, ?)");
                Block.Packer packer = new Block.Packer()) {
            ByteWriter writer = new ByteWriter();
            long begin = first;
            long next = first;
            for (NewItem item : items) {
                if (writer.size() == 0) {
                    writer.octet(FORM);
                }
                writer.octet(item.key().isPresent() ? WITH_KEY : WITHOUT_KEY);
                writer.text(item.json());
                item.key().ifPresent(writer::text);
                next++;
                if (writer.size() >= Segment.BYTES || next == first + items.size()) {
                    Sql.set(insert, jobId, begin, next - begin, packer.packed(writer));
                    insert.executeUpdate();
                    writer.clear();
                    begin = next;
                }
            }
        }
    }

    /**
     * Items in order, from the first of a range on.
     *
     * @param most characters of documents that are wanted at most; one item is read all the same
     * @throws UnknownJob if there is no such job
     * @throws io.amorsize.job.DamagedJob if a row is missing or not what was written
     */
    public static List<InputItem> read(Connection connection, String jobId, IndexRange range, long most)
            throws SQLException {
        return switch (JobRows.source(connection, jobId)) {
            case ItemSource.Range numbers -> numbers(numbers, range, most);
            case ItemSource.Stored ignored -> stored(connection, jobId, range, most);
        };
    }

    private static List<InputItem> numbers(ItemSource.Range numbers, IndexRange range, long most) {
        List<InputItem> items = new ArrayList<>();
        long characters = 0;
        for (long index = range.from(); index < range.to() && (items.isEmpty() || characters < most); index++) {
            String number = Long.toString(numbers.from() + index);
            characters += number.length();
            items.add(new InputItem(index, number, Optional.empty()));
        }
        return items;
    }

    private static List<InputItem> stored(Connection connection, String jobId, IndexRange range, long most)
            throws SQLException {
        List<InputItem> items = new ArrayList<>();
        long characters = 0;
        for (long next = range.from(); next < range.to() && (items.isEmpty() || characters < most); ) {
            List<InputItem> read = row(connection, jobId, next, range.to());
            for (InputItem item : read) {
                if (!items.isEmpty() && characters >= most) {
                    return items;
                }
                characters += item.json().length();
                items.add(item);
            }
            next += read.size();
        }
        return items;
    }

    /** The items {@code from} to {@code to}, as far as they are in the same row. */
    private static List<InputItem> row(Connection connection, String jobId, long from, long to) throws SQLException {
        return Sql.first(
                        connection,
                        row -> {
                            long first = row.getLong(1);
                            long items = row.getLong(2);
                            if (first + items <= from) {
                                return List.<InputItem>of();
                            }
                            byte[] block = row.getBytes(3);
                            return DamagedRow.orDamaged(
                                    TABLE, jobId, first, () -> items(block, first, items, from, to));
                        },
                        "SELECT first_item, items, body FROM job_input WHERE job_id = ? AND first_item <= ?"
                                + " ORDER BY first_item DESC LIMIT 1",
                        jobId,
                        from)
                .filter(items -> !items.isEmpty())
                .orElseThrow(() -> DamagedRow.of(TABLE, jobId, from, "it is missing"));
    }

    private static List<InputItem> items(byte[] block, long first, long count, long from, long to) throws Unreadable {
        ByteReader reader = new ByteReader(Block.unpacked(block));
        int form = reader.octet();
        if (form != FORM) {
            throw new Unreadable("its form " + form + " is unknown to this version");
        }
        List<InputItem> items = new ArrayList<>();
        for (long index = first; index < Math.min(first + count, to); index++) {
            int marks = reader.octet();
            if (index < from) {
                reader.skipText();
                if (marks == WITH_KEY) {
                    reader.skipText();
                }
            } else {
                String json = reader.text();
                items.add(
                        new InputItem(index, json, marks == WITH_KEY ? Optional.of(reader.text()) : Optional.empty()));
            }
        }
        if (first + count <= to && !reader.isAtEnd()) {
            throw new Unreadable("it has more items than it says");
        }
        return items;
    }
}
