package io.amorsize.job.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amorsize.optimizer.Executor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever workers, sources and the budget do in whatever order, no permit is lost and no source is forgotten. */
class DispatcherPropertyTest {

    private static final List<Executor> EXECUTORS = List.of(Executor.values());
    private static final double[] SHARES = {0, 0.03, 0.05, 0.3, 0.7, 1};

    private final Dispatcher dispatcher = new Dispatcher(Duration.ofMillis(10), new PoolLimits(2, 5));
    private final List<QueuedSource> sources = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final List<Permit> held = new ArrayList<>();
    private long now;
    private long joined;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 6; i++) {
            join(random);
        }
        long granted = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(5_000_000);
            act(random);
            granted += grantAll();
            check();
        }
        assertThat(granted).isGreaterThan(2_000);
        flows.forEach(dispatcher::leave);
        List.copyOf(held).forEach(permit -> release(permit, false));
        assertThat(grantAll()).isZero();
        assertThat(dispatcher.occupancy().isEmpty()).isTrue();
        assertThat(dispatcher.occupancy().cpus()).isZero();
        assertThat(dispatcher.occupancy().outsideCpus()).isZero();
        assertThat(dispatcher.isPressed()).isFalse();
    }

    private void join(SplittableRandom random) {
        QueuedSource source = new QueuedSource();
        source.weight = random.nextInt(1, 6);
        sources.add(source);
        change(random, source);
        flows.add(new Flow(source, joined++, now, new ReentrantLock().newCondition()));
    }

    private static void change(SplittableRandom random, QueuedSource source) {
        source.cpuShare = SHARES[random.nextInt(SHARES.length)];
        source.workers = random.nextInt(1, 5);
        source.executor = EXECUTORS.get(random.nextInt(EXECUTORS.size()));
    }

    private void act(SplittableRandom random) {
        int chosen = random.nextInt(flows.size());
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> dispatcher.wake(flows.get(chosen), now);
            case 3 -> {
                change(random, sources.get(chosen));
                dispatcher.wake(flows.get(chosen), now);
            }
            case 4 -> dispatcher.occupancy().limit(new PoolLimits(random.nextInt(1, 40) / 10.0, random.nextInt(1, 7)));
            case 5 -> dispatcher.settle(now);
            case 6 -> {
                if (random.nextInt(50) == 0) {
                    dispatcher.leave(flows.remove(chosen));
                    sources.remove(chosen);
                    join(random);
                }
            }
            default -> {
                if (!held.isEmpty()) {
                    actAsWorker(random, held.get(random.nextInt(held.size())));
                }
            }
        }
    }

    private void actAsWorker(SplittableRandom random, Permit permit) {
        if (permit.givenUp) {
            release(permit, false);
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> release(permit, true);
            case 1 -> {
                dispatcher.found(permit, now);
                dispatcher.giveUp(permit, now);
            }
            case 2, 3 -> dispatcher.found(permit, now);
            default -> {
                if (!dispatcher.renew(permit, now)) {
                    release(permit, false);
                }
            }
        }
    }

    private void release(Permit permit, boolean dry) {
        dispatcher.release(permit, dry, now);
        held.remove(permit);
    }

    private int grantAll() {
        int granted = 0;
        for (Optional<Permit> next = dispatcher.grant(now); next.isPresent(); next = dispatcher.grant(now)) {
            held.add(next.get());
            granted++;
            checkFits(next.get());
        }
        return granted;
    }

    /** The only one of its kind may always run; any other must fit. */
    private void checkFits(Permit permit) {
        boolean waits = permit.demand.waits();
        List<Permit> ofKind =
                held.stream().filter(other -> other.demand.waits() == waits).toList();
        if (ofKind.stream().filter(other -> !other.givenUp).count() > 1) {
            PoolLimits limits = dispatcher.occupancy().limits();
            assertThat(ofKind.size()).isLessThanOrEqualTo(waits ? limits.waitingPieces() : Integer.MAX_VALUE);
            assertThat(ofKind.stream()
                            .mapToLong(other -> other.demand.microCpus())
                            .sum())
                    .isLessThanOrEqualTo(Math.round(limits.cpus() * Demand.MICRO));
        }
    }

    private void check() {
        Occupancy occupancy = dispatcher.occupancy();
        assertThat(occupancy.givenUp())
                .isEqualTo((int) held.stream().filter(permit -> permit.givenUp).count());
        assertThat(occupancy.computing() + occupancy.waiting() + occupancy.givenUp())
                .isEqualTo(held.size());
        assertThat(occupancy.cpus())
                .isCloseTo(
                        held.stream()
                                .mapToDouble(permit -> (double) permit.demand.microCpus() / Demand.MICRO)
                                .sum(),
                        within(1e-9));
        for (Flow flow : flows) {
            check(flow, held.stream().filter(permit -> permit.flow == flow).toList());
        }
        if (dispatcher.sourcesWaiting() > 0) {
            assertThat(occupancy.computing() + occupancy.waiting())
                    .as("sources wait, and nobody works")
                    .isPositive();
        }
    }

    private void check(Flow flow, List<Permit> ofFlow) {
        assertThat(flow.running).isEqualTo((int)
                ofFlow.stream().filter(permit -> !permit.givenUp).count());
        assertThat(flow.rate)
                .isEqualTo(ofFlow.stream()
                        .mapToLong(permit -> permit.demand.rate())
                        .sum());
        assertThat(flow.probing).isEqualTo(ofFlow.stream().anyMatch(permit -> permit.probing));
        assertThat(ofFlow.stream().filter(permit -> permit.probing).count()).isLessThanOrEqualTo(1);
        if (flow.hungry && !flow.probing && flow.mayHaveMore()) {
            assertThat(flow.queue)
                    .as("has work, may have a worker and waits for none")
                    .isNotNull();
        }
        if (flow.awake) {
            assertThat(flow.hungry && (flow.queue != null || flow.probing))
                    .as("is not told of work, and will not look for it")
                    .isTrue();
        }
    }
}
