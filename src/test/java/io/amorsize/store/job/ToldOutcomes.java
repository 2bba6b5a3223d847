package io.amorsize.store.job;

import io.amorsize.job.ItemOutcome;
import io.amorsize.store.FailureSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is told. */
final class ToldOutcomes implements FailureSink {

    final List<Origin> origins = new CopyOnWriteArrayList<>();
    final List<ItemOutcome> outcomes = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();

    /** Whether the next call fails. */
    volatile boolean broken;

    @Override
    public Set<String> amended(Connection connection, String redriveJobId, List<ItemOutcome> its) {
        return Set.of();
    }

    @Override
    public Runnable recorded(Connection connection, List<Recorded> recorded) throws SQLException {
        if (broken) {
            throw new SQLException("the sink is broken");
        }
        recorded.forEach(each -> {
            origins.add(each.job());
            outcomes.addAll(each.outcomes());
        });
        return () -> {};
    }

    @Override
    public void ended(Connection connection, String jobId, String redrive) {
        ends.add(jobId + " of " + redrive);
    }
}
