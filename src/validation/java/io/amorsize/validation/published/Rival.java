package io.amorsize.validation.published;

import io.amorsize.validation.rule.Question;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** One count for each machine, whatever the program: the best for all these curves, and the best for the other benchmarks. */
    static List<Rival> ofMachines(List<Curve> curves) {
        Map<String, Integer> inHindsight = bestCounts(curves);
        Map<String, Map<String, Integer>> learned = new TreeMap<>();
        for (Curve curve : curves) {
            learned.computeIfAbsent(
                    curve.benchmark(),
                    benchmark -> bestCounts(curves.stream()
                            .filter(other -> !other.benchmark().equals(benchmark))
                            .toList()));
        }
        return List.of(
                new Rival(
                        "best count of each machine, chosen in hindsight",
                        0,
                        steps -> fixed(inHindsight, curve(steps))),
                new Rival(
                        "best count of each machine for the other benchmarks",
                        0,
                        steps -> fixed(learned.getOrDefault(curve(steps).benchmark(), Map.of()), curve(steps))));
    }

    private static int fixed(Map<String, Integer> counts, Curve curve) {
        return curve.nearest(counts.getOrDefault(curve.machine(), curve.threads()));
    }

    /** The count of each machine that loses least over all these curves, the lowest of several. */
    static SortedMap<String, Integer> bestCounts(List<Curve> curves) {
        return curves.stream()
                .collect(Collectors.groupingBy(
                        Curve::machine,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Rival::bestCount)));
    }

    private static int bestCount(List<Curve> curves) {
        int most =
                curves.stream().mapToInt(curve -> curve.speed().lastKey()).max().orElseThrow();
        return IntStream.rangeClosed(1, most)
                .boxed()
                .min(Comparator.comparingDouble(count -> curves.stream()
                        .mapToDouble(curve -> curve.regret(curve.nearest(count)))
                        .sum()))
                .orElseThrow();
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
