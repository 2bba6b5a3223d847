package io.amorsize.store.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.IndexRange;
import io.amorsize.job.InputItem;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.store.Database;
import io.amorsize.store.sqlite.SqliteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backup of docs/operations.md, made while outcomes are written. */
class SqliteBackupTest {

    private static final int ITEMS = 100_000;
    private static final int AT_A_TIME = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void isWholeAlthoughOutcomesAreWrittenMeanwhile() throws Exception {
        // Given a job whose outcomes are being written
        Path restored = Files.createDirectories(folder.resolve("restored"));
        try (Database database = SqliteFile.open(folder.resolve("service"))) {
            SqlJobStore store = store(database);
            Job job = store.submit(JobFixtures.stored(1, ITEMS), ITEMS).job();
            PartitionLease lease = store.take(job.id(), 0, "me", true).orElseThrow();
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch writing = new CountDownLatch(5);
            CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> {
                int next = 0;
                for (; next < ITEMS && !stop.get(); next += AT_A_TIME) {
                    store.record(List.of(new PartitionResults(lease, JobFixtures.oks(next, next + AT_A_TIME), 0)));
                    writing.countDown();
                }
                return next;
            });
            writing.await();

            // When
            database.read(connection -> Sql.update(
                    connection,
                    "VACUUM INTO ?",
                    restored.resolve(SqliteFile.NAME).toString()));
            stop.set(true);

            // Then the copy is the store at one moment between those two
            try (Database copy = SqliteFile.open(restored)) {
                SqlJobStore copied = store(copy);
                List<ItemOutcome> outcomes = copied.outcomes(job.id(), 0, ITEMS, 1L << 40);
                assertThat(outcomes).hasSizeBetween(5 * AT_A_TIME, written.join());
                assertThat(outcomes).isEqualTo(JobFixtures.oks(0, outcomes.size()));
                assertThat(copied.find(job.id()).orElseThrow().counts().succeeded())
                        .isEqualTo(outcomes.size());
                assertThat(copied.input(job.id(), new IndexRange(0, ITEMS), 1L << 40))
                        .extracting(InputItem::json)
                        .isEqualTo(JobFixtures.documents(ITEMS));

                // And goes on where it was
                PartitionLease heir = copied.take(job.id(), 0, "heir", true).orElseThrow();
                assertThat(heir.left()).containsExactly(new IndexRange(outcomes.size(), ITEMS));
            }
        }
    }

    private static SqlJobStore store(Database database) {
        return new SqlJobStore(database, new OfferedPartitions(), new ToldOutcomes(), () -> JobFixtures.NOW, 100);
    }
}
