package io.amorsize.testing;

import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeLog;
import io.amorsize.recommendation.StoreUnavailable;
import io.amorsize.recommendation.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An outcome log that lasts as long as the test. */
public final class MemoryOutcomeLog implements OutcomeLog {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Outcome> keyed = new HashMap<>();
    private int reads;
    private boolean away;

    /** From now on it does not answer. */
    public synchronized void leave() {
        away = true;
    }

    private void read() {
        reads++;
        if (away) {
            throw new StoreUnavailable(new IllegalStateException("away"));
        }
    }

    /** How often anything was read. */
    public synchronized int reads() {
        return reads;
    }

    @Override
    public synchronized Outcome add(Outcome outcome, Optional<String> key) {
        String keyOfBoth = outcome.recommendationId() + " " + key.orElse(outcome.id());
        Outcome kept = keyed.putIfAbsent(keyOfBoth, outcome);
        if (kept != null) {
            return kept;
        }
        outcomes.add(outcome);
        return outcome;
    }

    @Override
    public synchronized List<Outcome> newestOf(String workload, int most) {
        return newest(of(workload)).limit(most).toList();
    }

    @Override
    public synchronized List<Outcome> olderOf(String workload, String outcomeId, int most) {
        return newest(of(workload).and(outcome -> outcome.id().compareTo(outcomeId) < 0))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<Outcome> newestFirstOf(WorkloadClass workloadClass, int most) {
        Set<String> followed = new HashSet<>();
        List<Outcome> first = outcomes.stream()
                .sorted(Comparator.comparing(Outcome::id))
                .filter(outcome -> followed.add(outcome.recommendationId()))
                .filter(outcome -> outcome.circumstances().workloadClass().equals(workloadClass))
                .toList();
        read();
        return first.reversed().stream().limit(most).toList();
    }

    @Override
    public synchronized List<NamedWorkload> workloads(Optional<String> after, int most) {
        return names().stream()
                .filter(known -> after.isEmpty() || known.compareTo(after.get()) > 0)
                .limit(most)
                .map(this::named)
                .toList();
    }

    @Override
    public synchronized List<String> recentWorkloads(int most) {
        return names().stream()
                .sorted(Comparator.comparing((String name) ->
                                newest(of(name)).findFirst().orElseThrow().id())
                        .reversed())
                .limit(most)
                .toList();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        outcomes.forEach(outcome -> outcome.circumstances().workload().ifPresent(names::add));
        return names;
    }

    private NamedWorkload named(String name) {
        List<Outcome> own = newest(of(name)).toList();
        return new NamedWorkload(name, own.size(), own.getFirst().recordedAt());
    }

    private static Predicate<Outcome> of(String workload) {
        return outcome -> outcome.circumstances().workload().equals(Optional.of(workload));
    }

    private Stream<Outcome> newest(Predicate<Outcome> wanted) {
        read();
        return outcomes.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Outcome::id).reversed());
    }
}
