package io.amorsize.store.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.IndexRange;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.Job;
import io.amorsize.job.JobState;
import io.amorsize.job.Partition;
import io.amorsize.job.PartitionLease;
import io.amorsize.job.PartitionResults;
import io.amorsize.store.Database;
import io.amorsize.store.sqlite.SqliteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever holders of leases do in whatever order, each item gets exactly one outcome: the first that was accepted. */
class JobStoreInterleavingTest {

    private static final int ITEMS = 300;
    private static final int STEPS = 4_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachItemEndsOnce(long seed) {
        try (Database database = SqliteFile.open(folder)) {
            new Walk(database, new Random(seed)).run();
        }
    }

    /** A random walk over one job. Leases are kept for ever: most of them are a zombie's. */
    private static final class Walk {

        private final OfferedPartitions queue = new OfferedPartitions();
        private final ToldOutcomes sink = new ToldOutcomes();
        private final Random random;
        private final SqlJobStore store;
        private final Job job;
        private final List<PartitionLease> leases = new ArrayList<>();
        private final Map<Long, ItemOutcome> accepted = new HashMap<>();

        private Walk(Database database, Random random) {
            this.random = random;
            this.store = new SqlJobStore(database, queue, sink, () -> JobFixtures.NOW, 100);
            this.job = store.submit(JobFixtures.range(1, ITEMS), 20).job();
        }

        private void run() {
            for (int step = 0; step < STEPS && !(state() instanceof JobState.Ended); step++) {
                step();
            }
            finish();
            List<ItemOutcome> outcomes = store.outcomes(job.id(), 0, 2 * ITEMS, 1L << 40);
            assertThat(outcomes)
                    .extracting(ItemOutcome::index)
                    .containsExactlyElementsOf(
                            LongStream.range(0, ITEMS).boxed().toList());
            Job ended = store.find(job.id()).orElseThrow();
            assertThat(ended.state()).isInstanceOf(JobState.Ended.class);
            assertThat(ended.counts().ended()).isEqualTo(ITEMS);
            assertThat(ended.counts().failed())
                    .isEqualTo(
                            sink.outcomes.stream().filter(JobResults::hasFailed).count());
            accepted.forEach((index, outcome) ->
                    assertThat(outcomes.get(index.intValue())).isEqualTo(JobFixtures.asKept(outcome)));
        }

        private JobState state() {
            return store.find(job.id()).orElseThrow().state();
        }

        private void step() {
            int draw = random.nextInt(100);
            if (draw < 20 || leases.isEmpty()) {
                store.take(job.id(), random.nextInt(12), "me", true).ifPresent(leases::add);
            } else if (draw < 30) {
                store.carve(job.id(), 1 + random.nextInt(40), 4);
            } else if (draw < 75) {
                record();
            } else if (draw < 85) {
                store.end(anyLease(), List.of());
            } else if (draw < 90) {
                store.died(job.id(), random.nextInt(12));
            } else if (draw < 93) {
                halve();
            } else if (draw < 96) {
                store.change(job.id(), state -> state instanceof JobState.Active active ? active.pause("walk") : state);
            } else {
                resume();
            }
        }

        private void resume() {
            store.change(job.id(), state -> state instanceof JobState.Paused paused ? paused.resume() : state);
        }

        /** Mostly a new one, sometimes one of long ago. */
        private PartitionLease anyLease() {
            int back =
                    random.nextInt(4) == 0 ? random.nextInt(leases.size()) : random.nextInt(Math.min(3, leases.size()));
            return leases.get(leases.size() - 1 - back);
        }

        private void halve() {
            PartitionLease lease = anyLease();
            try {
                store.halve(lease);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("cannot be halved");
            }
        }

        private void record() {
            PartitionLease lease = anyLease();
            Partition partition = lease.partition();
            List<ItemOutcome> outcomes = new ArrayList<>();
            for (long index = partition.from(); index < partition.to(); index++) {
                if (random.nextInt(3) == 0) {
                    outcomes.add(outcome(index));
                }
            }
            keep(lease, outcomes);
        }

        private ItemOutcome outcome(long index) {
            return switch (random.nextInt(5)) {
                case 0 -> JobFixtures.failed(index);
                case 1 -> ItemOutcome.cancelled(index);
                default -> ItemOutcome.ok(index, 1, 0.001, "" + random.nextInt());
            };
        }

        private void keep(PartitionLease lease, List<ItemOutcome> outcomes) {
            Set<Partition> lost = store.record(List.of(new PartitionResults(lease, outcomes, 0)))
                    .lost();
            if (lost.isEmpty()) {
                outcomes.forEach(outcome -> accepted.putIfAbsent(outcome.index(), outcome));
            }
        }

        /** Runs what is left, or gives it up. */
        private void finish() {
            resume();
            if (random.nextInt(3) == 0) {
                for (int number = 0; number < 200; number++) {
                    store.died(job.id(), number);
                }
                store.change(job.id(), state -> state instanceof JobState.Open open ? open.cancel() : state);
                Optional<Job> ignored = store.abandon(job.id());
                return;
            }
            for (long number = 0; !(state() instanceof JobState.Ended); number++) {
                store.take(job.id(), number, "last", true).ifPresent(lease -> {
                    for (IndexRange left : lease.left()) {
                        keep(lease, JobFixtures.oks(left.from(), left.to()));
                    }
                    store.end(lease, List.of());
                });
            }
        }
    }
}
