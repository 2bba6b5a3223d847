package io.amorsize.job.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.work.TargetGuards.Call;
import io.amorsize.job.work.TargetGuards.Entry;
import io.amorsize.job.work.TargetListener;
import io.amorsize.job.work.TargetStatus;
import io.amorsize.job.work.TargetStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, and on however many threads. */
class GuardedTargetsPropertyTest {

    private static final int TRIALS = 2;
    private static final GuardSettings SETTINGS = new GuardSettings(0.5, 6, Duration.ofMillis(500), TRIALS, 4, 16, 100);

    /** What the guard of one target must at least remember. */
    private static final class Model {
        private final List<Call> inFlight = new ArrayList<>();
        private final Map<Call, State> begunIn = new HashMap<>();
        private int trialsBegun;
        private int trialsIgnored;
        private boolean waiting;
    }

    private final ManualTime time = new ManualTime();
    private final Map<String, State> told = new HashMap<>();
    private final Map<String, Model> models = new HashMap<>();
    private final AtomicInteger rooms = new AtomicInteger();
    private final GuardedTargets guards = new GuardedTargets(SETTINGS, time::nanos, time, this::changed);

    private void changed(String target, State state) {
        State before = told.getOrDefault(target, State.CLOSED);
        assertThat(before).isNotEqualTo(state);
        if (state == State.CLOSED) {
            assertThat(before).isEqualTo(State.HALF_OPEN);
        }
        if (state == State.HALF_OPEN) {
            assertThat(before).isEqualTo(State.OPEN);
            Model model = model(target);
            model.trialsBegun = 0;
            model.trialsIgnored = 0;
        }
        told.put(target, state);
    }

    private Model model(String target) {
        return models.computeIfAbsent(target, ignored -> new Model());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        guards.onRoom(target -> rooms.incrementAndGet());
        Map<State, Integer> seen = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String target = "target" + random.nextInt(3);
            Model model = model(target);
            boolean failing = (step / 2_000) % 2 == 1;
            switch (random.nextInt(5)) {
                case 0 -> pass(Duration.ofMillis(random.nextInt(100)));
                case 1, 2 -> enter(target, model);
                default -> end(random, model, failing);
            }
            seen.merge(told.getOrDefault(target, State.CLOSED), 1, Integer::sum);
            check(target, model);
        }
        assertThat(seen).containsOnlyKeys(State.values());
        drain(random);
    }

    /** Whoever waits for a broken target is told when it may be tried. */
    private void pass(Duration duration) {
        List<String> broken = models.keySet().stream()
                .filter(target -> told.get(target) == State.OPEN)
                .toList();
        int before = rooms.get();
        time.pass(duration);
        List<String> tried =
                broken.stream().filter(target -> told.get(target) != State.OPEN).toList();
        assertThat(rooms).hasValue(before + tried.size());
        tried.forEach(target -> model(target).waiting = false);
    }

    private void enter(String target, Model model) {
        Entry entry = guards.enter(target);
        State state = told.getOrDefault(target, State.CLOSED);
        switch (entry) {
            case Entry.Admitted admitted -> {
                assertThat(state).isNotEqualTo(State.OPEN);
                model.inFlight.add(admitted.call());
                model.begunIn.put(admitted.call(), state);
                if (state == State.HALF_OPEN) {
                    model.trialsBegun++;
                }
            }
            case Entry.Full ignored -> {
                assertThat(model.inFlight).isNotEmpty();
                model.waiting = true;
            }
            case Entry.Broken broken -> {
                assertThat(state).isEqualTo(State.OPEN);
                assertThat(broken.left()).isPositive().isLessThanOrEqualTo(SETTINGS.delay());
            }
        }
    }

    private void end(SplittableRandom random, Model model, boolean failing) {
        if (model.inFlight.isEmpty()) {
            return;
        }
        Call call = model.inFlight.remove(random.nextInt(model.inFlight.size()));
        int before = rooms.get();
        int choice = random.nextInt(10);
        if (choice == 0) {
            if (model.begunIn.get(call) == State.HALF_OPEN) {
                model.trialsIgnored++;
            }
            call.ignored();
        } else if (failing ? choice < 9 : choice < 2) {
            call.failed();
        } else {
            call.succeeded();
        }
        int after = rooms.get();
        if (after > before) {
            model.waiting = false;
        }
        call.succeeded();
        call.failed();
        assertThat(rooms).hasValue(after);
    }

    private void check(String target, Model model) {
        guards.first(10).stream()
                .filter(status -> status.target().equals(target))
                .forEach(status -> {
                    assertThat(status.inFlight()).isEqualTo(model.inFlight.size());
                    assertThat(status.limit()).isBetween(1, SETTINGS.maxLimit());
                    assertThat(status.inFlight()).isLessThanOrEqualTo(SETTINGS.maxLimit());
                });
        if (model.waiting && model.inFlight.isEmpty()) {
            assertThat(told.get(target)).isEqualTo(State.OPEN);
        }
        if (told.get(target) == State.HALF_OPEN) {
            assertThat(model.trialsBegun - model.trialsIgnored).isLessThanOrEqualTo(TRIALS);
        }
    }

    /** Nothing is stuck: when all calls have ended, everybody gets in, at the latest after the delay. */
    private void drain(SplittableRandom random) {
        models.values().forEach(model -> {
            while (!model.inFlight.isEmpty()) {
                end(random, model, false);
            }
        });
        pass(SETTINGS.delay());
        for (String target : models.keySet()) {
            for (int i = 0; i < TRIALS; i++) {
                Entry entry = guards.enter(target);
                assertThat(entry).isInstanceOf(Entry.Admitted.class);
                ((Entry.Admitted) entry).call().succeeded();
            }
        }
        assertThat(guards.population()).containsEntry(State.CLOSED, models.size());
    }

    @Test
    void onManyThreadsTheLimitHoldsAndNothingIsLost() throws InterruptedException {
        GuardSettings fixed = new GuardSettings(1, 1_000, Duration.ofSeconds(1), 1, 5, 5, 2);
        GuardedTargets shared = new GuardedTargets(fixed, System::nanoTime, time, TargetListener.NONE);
        Map<String, AtomicInteger> inFlight =
                Map.of("a", new AtomicInteger(), "b", new AtomicInteger(), "c", new AtomicInteger());
        List<String> targets = List.of("a", "b", "c");
        AtomicBoolean exceeded = new AtomicBoolean();
        AtomicInteger admitted = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int t = 0; t < 8; t++) {
                SplittableRandom random = new SplittableRandom(t);
                threads.execute(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        String target = targets.get(random.nextInt(3));
                        AtomicInteger count = inFlight.get(target);
                        if (count != null && shared.enter(target) instanceof Entry.Admitted entry) {
                            admitted.incrementAndGet();
                            if (count.incrementAndGet() > 5) {
                                exceeded.set(true);
                            }
                            Thread.onSpinWait();
                            count.decrementAndGet();
                            entry.call().succeeded();
                            entry.call().succeeded();
                        }
                    }
                });
            }
        }
        assertThat(exceeded).isFalse();
        assertThat(admitted.get()).isGreaterThan(20_000);
        assertThat(shared.first(3)).extracting(TargetStatus::inFlight).containsOnly(0);
    }
}
