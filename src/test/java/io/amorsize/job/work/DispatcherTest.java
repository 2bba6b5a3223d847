package io.amorsize.job.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dispatcher with simulated workers and a simulated clock. */
class DispatcherTest {

    private static final Duration QUANTUM = Duration.ofMillis(10);

    private final List<Simulated> sources = new ArrayList<>();
    private final PriorityQueue<Running> running = new PriorityQueue<>();
    private PoolLimits limits = new PoolLimits(2, 10);
    private Dispatcher dispatcher = new Dispatcher(QUANTUM, limits);
    private long now;
    private long nextSettling;

    private static final class Simulated {
        private final QueuedSource source;
        private final Flow flow;
        private final LongSupplier durations;
        private double cpuNanos;
        private long pieces;
        private long waitingSince;
        private long longestWait;

        Simulated(QueuedSource source, Flow flow, LongSupplier durations) {
            this.source = source;
            this.flow = flow;
            this.durations = durations;
        }
    }

    private record Running(long end, long start, long quantumEnd, Permit permit, Simulated of)
            implements Comparable<Running> {

        @Override
        public int compareTo(Running other) {
            return Long.compare(end, other.end);
        }
    }

    private void limit(double cpus, int waiting) {
        limits = new PoolLimits(cpus, waiting);
        dispatcher = new Dispatcher(QUANTUM, limits);
    }

    private Simulated join(int workers, int weight, double share, LongSupplier durations) {
        QueuedSource source = QueuedSource.computing(workers);
        source.weight = weight;
        source.cpuShare = share;
        Flow flow = new Flow(source, sources.size(), now, new ReentrantLock().newCondition());
        Simulated simulated = new Simulated(source, flow, durations);
        simulated.waitingSince = now;
        sources.add(simulated);
        dispatcher.wake(flow, now);
        return simulated;
    }

    private static LongSupplier always(long millis) {
        return () -> TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void run(Duration time) {
        long until = now + time.toNanos();
        dispatch();
        while (now < until) {
            Running first = running.peek();
            if (first == null || nextSettling < first.end()) {
                now = nextSettling;
                nextSettling += 2 * QUANTUM.toNanos();
                dispatcher.settle(now);
            } else {
                running.remove();
                now = first.end();
                end(first);
            }
            dispatch();
        }
    }

    private void end(Running piece) {
        Simulated of = piece.of();
        of.cpuNanos +=
                (double) (piece.end() - piece.start()) * piece.permit().demand.microCpus() / Demand.MICRO;
        of.pieces++;
        long quantumEnd = piece.quantumEnd();
        if (now >= quantumEnd) {
            if (!dispatcher.renew(piece.permit(), now)) {
                dispatcher.release(piece.permit(), false, now);
                if (of.flow.running == 0) {
                    of.waitingSince = now;
                }
                return;
            }
            quantumEnd = now + QUANTUM.toNanos();
        }
        running.add(new Running(now + of.durations.getAsLong(), now, quantumEnd, piece.permit(), of));
    }

    private void dispatch() {
        for (Optional<Permit> permit = dispatcher.grant(now); permit.isPresent(); permit = dispatcher.grant(now)) {
            Permit granted = permit.get();
            Simulated of = sources.get((int) granted.flow.number);
            if (of.flow.running == 1) {
                of.longestWait = Math.max(of.longestWait, now - of.waitingSince);
            }
            assertThat(of.flow.running).isLessThanOrEqualTo(of.source.workers);
            dispatcher.found(granted, now);
            running.add(new Running(now + of.durations.getAsLong(), now, now + QUANTUM.toNanos(), granted, of));
        }
        checkBudget();
    }

    private void checkBudget() {
        double computing = 0;
        double waiting = 0;
        int computingPieces = 0;
        int waitingPieces = 0;
        for (Running piece : running) {
            Demand demand = piece.permit().demand;
            double cpus = (double) demand.microCpus() / Demand.MICRO;
            if (demand.waits()) {
                waiting += cpus;
                waitingPieces++;
            } else {
                computing += cpus;
                computingPieces++;
            }
        }
        double counted = computing + Math.max(0, waiting - 0.1 * limits.cpus());
        if (computingPieces > 1) {
            assertThat(counted).isLessThanOrEqualTo(limits.cpus() + 1e-5);
        }
        assertThat(waitingPieces).isLessThanOrEqualTo(limits.waitingPieces());
    }

    /** Max-min fair shares by weight: who cannot use its part leaves the rest to the others. */
    private static double[] fair(double cpus, List<Simulated> sources) {
        double[] shares = new double[sources.size()];
        boolean[] full = new boolean[shares.length];
        double left = cpus;
        while (true) {
            double weights = 0;
            for (int i = 0; i < shares.length; i++) {
                weights += full[i] ? 0 : sources.get(i).source.weight;
            }
            boolean changed = false;
            double part = left;
            for (int i = 0; i < shares.length; i++) {
                Simulated source = sources.get(i);
                if (!full[i] && part * source.source.weight / weights >= source.source.workers) {
                    full[i] = true;
                    shares[i] = source.source.workers;
                    left -= shares[i];
                    changed = true;
                }
            }
            if (!changed) {
                for (int i = 0; i < shares.length; i++) {
                    shares[i] = full[i] ? shares[i] : left * sources.get(i).source.weight / weights;
                }
                return shares;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void sourcesThatAlwaysHaveWorkGetTheirFairSharesWhateverTheirPieces(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int cpus = random.nextInt(1, 9);
        limit(cpus, 10);
        int count = random.nextInt(cpus + 1, cpus + 12);
        for (int i = 0; i < count; i++) {
            long longest = TimeUnit.MICROSECONDS.toNanos((long) Math.pow(10, random.nextDouble(2, 5)));
            SplittableRandom own = random.split();
            join(random.nextInt(1, 9), random.nextInt(1, 10), 1, () -> own.nextLong(longest / 2, longest));
        }
        run(Duration.ofSeconds(1));
        double[] before =
                sources.stream().mapToDouble(source -> source.cpuNanos).toArray();
        Duration time = Duration.ofSeconds(20);

        run(time);

        double[] fair = fair(cpus, sources);
        for (int i = 0; i < fair.length; i++) {
            assertThat((sources.get(i).cpuNanos - before[i]) / time.toNanos())
                    .as("source %d of %d, weight %d", i, count, sources.get(i).source.weight)
                    .isBetween(0.9 * fair[i] - 0.02, 1.1 * fair[i] + 0.02);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void withAnySharesTheBudgetHoldsAndNobodyStarves(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        limit(random.nextDouble(0.3, 6), random.nextInt(1, 30));
        int count = random.nextInt(2, 15);
        for (int i = 0; i < count; i++) {
            long longest = TimeUnit.MICROSECONDS.toNanos((long) Math.pow(10, random.nextDouble(2, 5)));
            SplittableRandom own = random.split();
            double share = random.nextInt(3) == 0 ? random.nextDouble(0, 0.05) : random.nextDouble(0.05, 1);
            join(random.nextInt(1, 40), random.nextInt(1, 10), share, () -> own.nextLong(longest / 2, longest));
        }

        run(Duration.ofSeconds(20));

        assertThat(sources).allSatisfy(source -> {
            assertThat(source.pieces).isPositive();
            assertThat(Duration.ofNanos(source.longestWait)).isLessThan(Duration.ofSeconds(5));
        });
    }

    @Test
    void aThousandSmallSourcesShareEvenly() {
        for (int i = 0; i < 1000; i++) {
            join(4, 1, 1, always(1));
        }

        run(Duration.ofSeconds(100));

        assertThat(sources)
                .allSatisfy(source -> assertThat(source.cpuNanos / 1e9).isBetween(0.17, 0.23));
    }

    @Test
    void whoRunsAlreadyWaitsForWhoDoesNot() {
        Simulated first = join(2, 1, 1, always(1000));
        Simulated second = join(2, 1, 1, always(1000));

        dispatch();

        assertThat(first.flow.running).isEqualTo(1);
        assertThat(second.flow.running).isEqualTo(1);
    }

    @Test
    void whoComesLaterIsNeitherBehindNorAhead() {
        limit(1, 10);
        Simulated first = join(1, 1, 1, always(1));
        run(Duration.ofSeconds(10));
        double before = first.cpuNanos;
        Simulated second = join(1, 1, 1, always(1));

        run(Duration.ofSeconds(1));

        assertThat(second.cpuNanos / 1e9).isBetween(0.45, 0.55);
        assertThat((first.cpuNanos - before) / 1e9).isBetween(0.45, 0.55);
    }

    @Test
    void onePieceThatRanAloneForLongIsNoDebt() {
        limit(1, 10);
        Simulated first = join(1, 1, 1, always(5_000));
        run(Duration.ofMillis(4_990));
        Simulated second = join(1, 1, 1, always(1));
        run(Duration.ofMillis(10));
        first.pieces = 0;

        run(Duration.ofMillis(200));

        assertThat(second.cpuNanos / 1e9).isLessThan(0.15);
    }

    @Test
    void whoHadFewWorkersDoesNotSaveClaimsForLater() {
        limit(4, 10);
        Simulated narrow = join(1, 1, 1, always(1));
        Simulated wide = join(3, 1, 1, always(1));
        run(Duration.ofSeconds(10));
        narrow.source.workers = 4;
        wide.source.workers = 4;
        double before = wide.cpuNanos;

        run(Duration.ofSeconds(1));

        assertThat((wide.cpuNanos - before) / 1e9).isBetween(1.8, 2.2);
    }

    @Test
    void aPieceThatNeedsAWholeCpuIsNotOvertakenForEver() {
        limit(1.5, 10);
        Simulated small = join(5, 1, 0.3, always(7));
        Simulated whole = join(1, 1, 1, always(7));

        run(Duration.ofSeconds(10));

        assertThat(whole.cpuNanos / 1e9).isGreaterThan(5);
        assertThat(small.cpuNanos / 1e9).isGreaterThan(2.5);
    }

    @Test
    void waitingPiecesShareTheirPlacesByWeight() {
        limit(2, 30);
        Simulated heavy = join(100, 2, 0.01, always(45));
        Simulated light = join(100, 1, 0.01, always(45));

        run(Duration.ofSeconds(20));

        assertThat((double) heavy.pieces / light.pieces).isBetween(1.8, 2.2);
    }

    @Test
    void waitingPiecesLeaveTheCpusToComputingOnes() {
        limit(2, 1000);
        Simulated waiting = join(1000, 1, 0, always(45));
        Simulated computing = join(2, 1, 1, always(1));

        run(Duration.ofSeconds(1));

        assertThat(waiting.flow.running).isEqualTo(1000);
        assertThat(computing.cpuNanos / 1e9).isGreaterThan(1.9);
    }

    @Test
    void aSourceWhoseKindBecomesKnownWhileItWaitsIsServedAmongItsKind() {
        limit(1, 1);
        Simulated large = join(1, 1, 1, always(5));
        Simulated before = join(1, 1, 0, always(5));
        run(Duration.ofMillis(20));
        Simulated small = join(1, 1, 0, always(5));
        small.source.cpuShare = 1;
        dispatcher.leave(before.flow);
        long served = large.pieces;
        run(Duration.ofSeconds(1));

        assertThat(small.pieces).isBetween(80L, 120L);
        assertThat(large.pieces - served).isBetween(80L, 120L);
    }

    @Test
    void aSourceThatChangesItsKindOwesNothingAmongTheOthers() {
        limit(1, 10);
        Simulated changing = join(1, 1, 0, always(5));
        run(Duration.ofSeconds(10));
        Simulated large = join(1, 1, 1, always(5));
        run(Duration.ofMillis(20));
        changing.source.cpuShare = 1;
        long served = changing.pieces;
        run(Duration.ofSeconds(1));

        assertThat(changing.pieces - served).isBetween(80L, 120L);
        assertThat(large.pieces).isBetween(80L, 130L);
    }
}
