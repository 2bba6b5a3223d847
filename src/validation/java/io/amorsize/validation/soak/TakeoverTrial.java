package io.amorsize.validation.soak;

import io.amorsize.testing.JobLeftovers;
import io.amorsize.testing.TestPostgres;
import io.amorsize.validation.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Two services on one PostgreSQL, of which one is killed, or stopped for so long that it is taken for dead. */
final class TakeoverTrial implements Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LONGEST_MILLIS = 90_000;
    private static final int RUNS_FOR_A_TAKEOVER = 20;

    /** The promise. */
    private static final double MOST_SECONDS = 30;

    private static final SyntheticJob JOB = new SyntheticJob(1_500, "\"sleepSeconds\": 0.08", SyntheticJob.waiting(12));

    @Override
    public String name() {
        return "takeover";
    }

    @Override
    public String run(Setup setup) throws IOException, InterruptedException {
        int runs = Math.max(1, setup.runs() / RUNS_FOR_A_TAKEOVER);
        Totals totals = new Totals();
        DoubleSummaryStatistics killed = new DoubleSummaryStatistics();
        DoubleSummaryStatistics stopped = new DoubleSummaryStatistics();
        double fenced = 0;
        Random random = new Random(setup.seed());
        for (int run = 0; run < runs; run++) {
            killed.accept(kill(random, totals));
            setup.progress().accept("killed: " + killed);
            Stopped one = stop(random, totals);
            stopped.accept(one.seconds());
            fenced += one.fenced();
            setup.progress().accept((run + 1) + " of " + runs + ": " + killed + ", " + stopped);
        }
        double slowest = Math.max(killed.getMax(), stopped.getMax());
        if (slowest > MOST_SECONDS) {
            totals.defect("A takeover took " + seconds(slowest));
        }
        if (fenced == 0) {
            totals.defect("No service that came back was told that it had lost a lease");
        }
        return "**%s**%n%n%s%nLeases that a service which came back was told it had lost: %.0f."
                .formatted(
                        totals.inWords(),
                        new Table("what happened to one of two services", "times", "taken over after, mean", "at most")
                                .row(
                                        "SIGKILL",
                                        Integer.toString(runs),
                                        seconds(killed.getAverage()),
                                        seconds(killed.getMax()))
                                .row(
                                        "SIGSTOP, SIGCONT after the takeover",
                                        Integer.toString(runs),
                                        seconds(stopped.getAverage()),
                                        seconds(stopped.getMax()))
                                .markdown(),
                        fenced);
    }

    private static String seconds(double value) {
        return "%.1f s".formatted(value);
    }

    private static double kill(Random random, Totals totals) throws InterruptedException {
        TestPostgres.Empty database = TestPostgres.emptyDatabase();
        try (Pair pair = Pair.start(database)) {
            String id = pair.share(random);
            pair.victim.kill();
            double seconds = pair.awaitTakeover();
            pair.survivor.api().awaitEnd(id, PATIENCE);
            totals.add(JOB.items(), JOB.audit().of(pair.survivor.api(), id));
            totals.defects(JobLeftovers.in(database.server().url()));
            return seconds;
        } finally {
            database.drop();
        }
    }

    private record Stopped(double seconds, double fenced) {}

    private static Stopped stop(Random random, Totals totals) throws IOException, InterruptedException {
        TestPostgres.Empty database = TestPostgres.emptyDatabase();
        try (Pair pair = Pair.start(database)) {
            String id = pair.share(random);
            pair.victim.signal("STOP");
            double seconds;
            try {
                seconds = pair.awaitTakeover();
            } finally {
                pair.victim.signal("CONT");
            }
            pair.survivor.api().awaitEnd(id, PATIENCE);
            Moments.pass(2_000);
            totals.add(JOB.items(), JOB.audit().of(pair.survivor.api(), id));
            String next = pair.victim.api().submit(JOB.body());
            pair.victim.api().awaitEnd(next, PATIENCE);
            totals.add(JOB.items(), JOB.audit().of(pair.victim.api(), next));
            totals.defects(JobLeftovers.in(database.server().url()));
            return new Stopped(seconds, pair.victim.metric("amorsize_partition_leases_lost_total"));
        } finally {
            database.drop();
        }
    }

    /** Two services that share a database. */
    private record Pair(Replica victim, Replica survivor, LeaseRows leases, String victimName)
            implements AutoCloseable {

        static Pair start(TestPostgres.Empty database) {
            String url = database.server().url();
            Map<String, String> environment = Map.of("AMORSIZE_DATABASE_URL", url);
            LeaseRows leases = new LeaseRows(url);
            Replica survivor = Replica.start(environment);
            Set<String> before = leases.awaitReplicas(1);
            Replica victim = Replica.start(environment);
            Set<String> names = new HashSet<>(leases.awaitReplicas(2));
            names.removeAll(before);
            // Each counts the others every few seconds only.
            Moments.pass(6_000);
            return new Pair(victim, survivor, leases, names.iterator().next());
        }

        /** Begins a job and waits until both have had a part of it. */
        String share(Random random) {
            String id = JOB.submit(survivor.api());
            long until = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
            while (victim.items() == 0
                    || survivor.items() == 0
                    || leases.heldBy(victimName).isEmpty()) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(
                            "One of the two does nothing: " + survivor.api().job(id));
                }
                Moments.pass(20);
            }
            Moments.passUpTo(1_000, random);
            return id;
        }

        /** Seconds from now until the victim holds nothing. */
        double awaitTakeover() {
            long from = System.nanoTime();
            while (!leases.heldBy(victimName).isEmpty()) {
                if (System.nanoTime() - from > LONGEST_MILLIS * 1_000_000) {
                    throw new IllegalStateException("There was no takeover: " + leases.heldBy(victimName));
                }
                Moments.pass(20);
            }
            return (System.nanoTime() - from) / 1e9;
        }

        @Override
        public void close() {
            victim.close();
            survivor.close();
        }
    }
}
