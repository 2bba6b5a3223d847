package io.amorsize.job.resilience;

import io.amorsize.job.work.TargetGuards;
import io.amorsize.job.work.TargetListener;
import io.amorsize.job.work.TargetStatus;
import io.amorsize.job.work.TargetStatuses;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Guards each target with a circuit breaker and an adaptive limit of the calls in flight. Targets that were not called
 * for the longest time are forgotten when there are too many. Has no thread of its own; safe for use by many threads.
 */
public final class GuardedTargets implements TargetGuards, TargetStatuses {

    /** As many of the targets, one in so many, are forgotten at a time. */
    private static final int FORGOTTEN_SHARE = 8;

    private final GuardSettings settings;
    private final LongSupplier nanos;
    private final Alarm alarm;
    private final TargetListener listener;
    private final Map<String, TargetGuard> guards = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final ReentrantLock forgetting = new ReentrantLock();
    private volatile Consumer<String> room = target -> {};

    /**
     * Knows no target yet.
     *
     * @param nanos a clock that never goes back, such as {@link System#nanoTime}
     * @param alarm wakes those who wait for a broken target
     * @param listener told of changes
     */
    public GuardedTargets(GuardSettings settings, LongSupplier nanos, Alarm alarm, TargetListener listener) {
        long origin = nanos.getAsLong();
        this.settings = settings;
        this.nanos = () -> nanos.getAsLong() - origin;
        this.alarm = alarm;
        this.listener = listener;
    }

    @Override
    public Entry enter(String target) {
        Optional<Entry> entry = Optional.empty();
        while (entry.isEmpty()) {
            TargetGuard guard = guards.get(target);
            if (guard == null) {
                guard = guards.computeIfAbsent(target, this::guard);
                forgetSome();
            }
            entry = guard.enter();
            if (entry.isEmpty()) {
                guards.remove(target, guard);
            }
        }
        return entry.get();
    }

    @Override
    public void onRoom(Consumer<String> listener) {
        room = listener;
    }

    @Override
    public List<TargetStatus> first(int most) {
        return guards.values().stream()
                .sorted(Comparator.comparingLong(TargetGuard::number))
                .limit(most)
                .map(TargetGuard::status)
                .toList();
    }

    @Override
    public Map<TargetStatus.State, Integer> population() {
        Map<TargetStatus.State, Integer> population = new EnumMap<>(TargetStatus.State.class);
        for (TargetStatus.State state : TargetStatus.State.values()) {
            population.put(state, 0);
        }
        guards.values().forEach(guard -> population.merge(guard.status().state(), 1, Integer::sum));
        return population;
    }

    private TargetGuard guard(String target) {
        return new TargetGuard(
                target, numbers.getAndIncrement(), settings, nanos, alarm, listener, () -> room.accept(target));
    }

    /**
     * Keeps the number of targets in bounds. Those with calls in flight stay: their number is that of workers at most.
     */
    private void forgetSome() {
        if (guards.size() <= settings.maxTargets() || !forgetting.tryLock()) {
            return;
        }
        try {
            record Age(TargetGuard guard, long lastUsed) {}
            int surplus = guards.size() - settings.maxTargets() + settings.maxTargets() / FORGOTTEN_SHARE;
            guards.values().stream()
                    .map(guard -> new Age(guard, guard.lastUsed()))
                    .sorted(Comparator.comparingLong(Age::lastUsed))
                    .map(Age::guard)
                    .filter(TargetGuard::retire)
                    .limit(surplus)
                    .forEach(guard -> guards.remove(guard.target(), guard));
        } finally {
            forgetting.unlock();
        }
    }
}
