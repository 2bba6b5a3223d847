package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import io.amorsize.store.Database;
import io.amorsize.store.PartitionQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Offers partitions in db-scheduler's table.
 *
 * <p>A partition that is being run keeps its row, and that its holder neither loses it nor removes it unseen: the offer
 * leaves a mark that the holder's last statement looks at. Either that statement comes first, and the offer makes a new
 * row; or the mark comes first, and the row is offered again instead of being removed. The database puts the two in
 * order, because both change the same row.
 */
public final class SqlPartitionQueue implements PartitionQueue {

    private static final String OFFER = "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked,"
            + " version, priority) VALUES ('" + LeaseTable.TASK + "', ?, ?, FALSE, 1, ?)"
            + " ON CONFLICT (task_name, task_instance) DO UPDATE SET execution_time = excluded.execution_time,"
            + " priority = excluded.priority, offered_again = scheduled_tasks.picked";

    private final JdbcCustomization columns;
    private final InstantSource clock;

    /**
     * @param database the one whose connections are given to it
     * @param clock says when offers are made
     */
    public SqlPartitionQueue(Database database, InstantSource clock) {
        this.columns = Dialect.of(database).columns();
        this.clock = clock;
    }

    @Override
    public void enqueue(Connection connection, String jobId, long number, int priority) throws SQLException {
        try (PreparedStatement offer = connection.prepareStatement(OFFER)) {
            offer.setString(1, Pick.instance(jobId, number));
            columns.setInstant(offer, 2, LeaseTable.due(clock.instant(), Duration.ZERO));
            offer.setInt(3, priority);
            offer.executeUpdate();
        }
    }
}
