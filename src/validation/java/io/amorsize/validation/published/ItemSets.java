package io.amorsize.validation.published;

import io.amorsize.validation.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Items whose times are all known: measured ones, and draws of laws. */
final class ItemSets {

    static final String TESTS_FILE = "test_durations.csv";
    static final String WORKFLOWS_FILE = "wfcommons_tasks.csv";

    static final String SOURCES = """
            - Test suites: durations that pytest-split records (pySDC, github.com/Parallel-in-Time/pySDC).
            - Workflows: tasks of one kind in runs of scientific workflows (github.com/wfcommons/WfInstances).
            - Laws: items drawn with a fixed seed, all with about the same mean.
            """;

    private static final long SEED = 85_1969;
    private static final int LEAST_ITEMS = 50;

    private ItemSets() {}

    /** The measured items that are there. */
    static List<ItemSet> measured(Setup setup) throws IOException {
        Map<String, List<Double>> byName = new LinkedHashMap<>();
        Optional<DataFile> tests = DataFile.find(setup.publishedData(), TESTS_FILE);
        if (tests.isPresent()) {
            for (DataFile.Row row : tests.get().rows()) {
                put(byName, row.text("dataset") + " tests", row.number("seconds"));
            }
        }
        Optional<DataFile> workflows = DataFile.find(setup.publishedData(), WORKFLOWS_FILE);
        if (workflows.isPresent()) {
            for (DataFile.Row row : workflows.get().rows()) {
                put(byName, row.text("task") + " of " + row.text("workflow"), row.number("seconds"));
            }
        }
        List<ItemSet> sets = new ArrayList<>();
        byName.forEach((name, seconds) -> {
            if (seconds.size() >= LEAST_ITEMS) {
                sets.add(new ItemSet(
                        name, seconds.stream().mapToDouble(Double::doubleValue).toArray()));
            }
        });
        return sets;
    }

    private static void put(Map<String, List<Double>> byName, String name, double seconds) {
        // A time of 0 is one below the resolution of the clock.
        if (seconds > 0) {
            byName.computeIfAbsent(name, key -> new ArrayList<>()).add(seconds);
        }
    }

    /** As many draws of each of ten laws. */
    static List<ItemSet> drawn(int items) {
        SplittableRandom random = new SplittableRandom(SEED + items);
        return List.of(
                set("constant", items, i -> 1),
                set("uniform", items, i -> random.nextDouble(0.5, 1.5)),
                set("exponential", items, i -> -Math.log1p(-random.nextDouble())),
                set("lognormal σ 0.5", items, i -> Math.exp(0.5 * random.nextGaussian() - 0.125)),
                set("lognormal σ 1", items, i -> Math.exp(random.nextGaussian() - 0.5)),
                set("lognormal σ 2", items, i -> Math.exp(2 * random.nextGaussian() - 2)),
                set("Pareto α 1.5", items, i -> Math.pow(1 - random.nextDouble(), -1 / 1.5) / 3),
                set("one in ten eleven times as long", items, i -> random.nextInt(10) == 0 ? 5.5 : 0.5),
                set("rising to three times", items, i -> (0.5 + i / (double) items) * random.nextDouble(0.8, 1.2)),
                alike(items, random));
    }

    /** Neighbours resemble each other: ln of the time is an autoregression with a correlation of 0.9. */
    private static ItemSet alike(int items, SplittableRandom random) {
        double[] seconds = new double[items];
        double state = random.nextGaussian();
        for (int i = 0; i < items; i++) {
            state = 0.9 * state + Math.sqrt(1 - 0.81) * random.nextGaussian();
            seconds[i] = Math.exp(0.5 * state - 0.125);
        }
        return new ItemSet("neighbours alike", seconds);
    }

    private static ItemSet set(String name, int items, ToDoubleFunction<Integer> law) {
        double[] seconds = new double[items];
        for (int i = 0; i < items; i++) {
            seconds[i] = law.applyAsDouble(i);
        }
        return new ItemSet(name, seconds);
    }
}
