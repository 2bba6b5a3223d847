package io.amorsize.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Removes dead letters that are too old or too many. Safe for use by many threads, and by many services at a time. */
public final class DeadLetterRetention {

    /** Letters that are removed in a transaction, so that others can write in between. */
    static final int SLICE = 500;

    private final DeadLetters letters;
    private final Redrives redrives;
    private final Policy policy;
    private final InstantSource clock;
    private final DeadLetterListener listener;

    /**
     * What is kept.
     *
     * @param keep most letters of a job type, at least 1
     * @param keepFor since they last failed, above 0; redrives are kept as long after their end
     * @param keepPurgedFor how long is remembered that a letter was purged, at least 0
     */
    public record Policy(long keep, Duration keepFor, Duration keepPurgedFor) {

        /** @throws IllegalArgumentException if a value is outside the range its description gives */
        public Policy {
            if (keep < 1 || !keepFor.isPositive() || keepPurgedFor.isNegative()) {
                throw new IllegalArgumentException("retention of dead letters out of range");
            }
        }

        /** When a letter is removed at the latest, if it does not fail again. */
        public Instant expiry(DeadLetter letter) {
            return letter.status() == DeadLetterStatus.PURGED
                    ? letter.statusSince().plus(keepPurgedFor)
                    : letter.trouble().lastFailedAt().plus(keepFor);
        }
    }

    /** Removes from {@code letters} and {@code redrives} what {@code policy} does not keep. */
    public DeadLetterRetention(
            DeadLetters letters, Redrives redrives, Policy policy, InstantSource clock, DeadLetterListener listener) {
        this.letters = letters;
        this.redrives = redrives;
        this.policy = policy;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Removes what is too much of each type, and a slice of what is too old.
     *
     * @return whether there is more to do at once
     */
    public boolean step() {
        Instant now = clock.instant();
        boolean more = report(letters.removeOld(now.minus(policy.keepFor()), SLICE)) > 0;
        if (!more) {
            // Counting takes long where there are many letters, hence once for all slices.
            perType().forEach((type, count) -> removeOldest(type, count - policy.keep()));
        }
        more |= letters.tidy(now.minus(policy.keepPurgedFor()), SLICE) > 0;
        more |= redrives.forget(now.minus(policy.keepFor()), SLICE) > 0;
        return more;
    }

    private void removeOldest(String type, long excess) {
        long left = excess;
        long removed = 1;
        while (left > 0 && removed > 0) {
            removed = report(letters.removeOldest(type, (int) Math.min(SLICE, left)));
            left -= removed;
        }
    }

    /** Letters that are being replayed stay, and so are not counted. */
    private Map<String, Long> perType() {
        return letters.population().stream()
                .filter(count ->
                        count.status() != DeadLetterStatus.PURGED && count.status() != DeadLetterStatus.REPLAYING)
                .collect(Collectors.groupingBy(DeadLetterCount::type, Collectors.summingLong(DeadLetterCount::count)));
    }

    private long report(List<DeadLetters.Removed> removed) {
        removed.forEach(each -> listener.dropped(each.type(), each.count()));
        return removed.stream().mapToLong(DeadLetters.Removed::count).sum();
    }
}
