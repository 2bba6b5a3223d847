package io.amorsize.validation.published;

import io.amorsize.validation.rule.Question;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * A rule with the runs that it makes first.
 *
 * @param choice the count that it takes on a curve
 */
record Rival(String name, int runs, ToIntFunction<List<Probing.Step>> choice) {

    /** Figures that a rule is told besides: the published priors of the service for threads. */
    private static final double DISPATCH_SECONDS = 1e-7;

    private static final double START_SECONDS = 8e-5;

    static List<Rival> all() {
        List<Rival> rivals = new ArrayList<>();
        for (Rule rule : Rules.all()) {
            rivals.add(new Rival(rule.name(), 0, steps -> advised(rule, steps.getFirst(), new TreeMap<>())));
        }
        rivals.add(new Rival("best of 1, cores, threads", 2, steps -> bestOf(landmarks(curve(steps)))));
        Rule usl = Rules.all().stream()
                .filter(rule -> rule.name().equals("plain USL"))
                .findFirst()
                .orElseThrow();
        rivals.add(new Rival("plain USL on 1, 2, 4", 2, steps -> advised(usl, steps.getFirst(), small(curve(steps)))));
        rivals.add(new Rival(
                "plain USL on 1, cores, threads", 2, steps -> advised(usl, steps.getFirst(), landmarks(curve(steps)))));
        for (int probes = 1; probes <= PublishedCurves.MOST_PROBES; probes++) {
            int made = probes;
            rivals.add(new Rival(
                    "fastest of the runs the service asked for", made, steps -> bestOf(withOne(steps.get(made)))));
        }
        return rivals;
    }

    private static Curve curve(List<Probing.Step> steps) {
        return steps.getFirst().curve();
    }

    private static SortedMap<Integer, Double> withOne(Probing.Step step) {
        int[] counts = step.seen().keySet().stream().mapToInt(Integer::intValue).toArray();
        SortedMap<Integer, Double> seen = measured(step.curve(), counts);
        seen.putIfAbsent(1, step.curve().at(1));
        return seen;
    }

    private static SortedMap<Integer, Double> small(Curve curve) {
        return measured(curve, 1, curve.nearest(2), curve.nearest(4));
    }

    private static SortedMap<Integer, Double> landmarks(Curve curve) {
        return measured(curve, 1, curve.nearest(curve.cores()), curve.nearest(curve.threads()));
    }

    private static SortedMap<Integer, Double> measured(Curve curve, int... counts) {
        SortedMap<Integer, Double> runs = new TreeMap<>();
        for (int count : counts) {
            runs.put(count, curve.at(count));
        }
        return runs;
    }

    private static int bestOf(SortedMap<Integer, Double> runs) {
        return runs.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static int advised(Rule rule, Probing.Step step, SortedMap<Integer, Double> rates) {
        Curve curve = step.curve();
        SortedMap<Integer, Double> seconds = new TreeMap<>();
        rates.forEach((workers, rate) -> seconds.put(workers, Probing.ITEMS / rate));
        Question question = new Question(
                Probing.ITEMS,
                curve.serialSeconds() > 0 ? curve.serialSeconds() : 1 / curve.at(1),
                0,
                1,
                curve.threads(),
                curve.cores(),
                curve.threads(),
                DISPATCH_SECONDS,
                START_SECONDS,
                seconds,
                List.of());
        return curve.nearest(rule.advise(question).workers());
    }
}
