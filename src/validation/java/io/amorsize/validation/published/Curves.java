package io.amorsize.validation.published;

import io.amorsize.validation.Benchmarks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The published curves that can be judged. */
final class Curves {

    static final String PARSEC_FILE = "p3arsec_speedups.csv";
    static final String SYSBENCH_FILE = "mariadb_sysbench_threads.csv";

    private static final double PARSEC_ITEM_SECONDS = 0.01;
    private static final int SYSBENCH_CORES = 16;
    private static final int SYSBENCH_THREADS = 32;

    /** Name in the file, name in documents, cores, hardware threads. */
    private record ParsecMachine(String key, String name, int cores, int threads) {}

    private static final List<ParsecMachine> PARSEC_MACHINES = List.of(
            new ParsecMachine("xeon_server", "Xeon", 24, 48),
            new ParsecMachine("power8", "POWER8", 20, 160),
            new ParsecMachine("xeon_phi", "Xeon Phi", 64, 256));

    private Curves() {}

    /** PARSEC 3 in several programming models on three machines. */
    static List<Curve> parsec(DataFile file) {
        List<Curve> curves = new ArrayList<>();
        for (ParsecMachine machine : PARSEC_MACHINES) {
            Map<String, SortedMap<Integer, Double>> byName = new LinkedHashMap<>();
            Map<String, String> benchmarks = new LinkedHashMap<>();
            for (DataFile.Row row : file.rows()) {
                if (row.text("machine").equals(machine.key)) {
                    String name = row.text("benchmark") + " with " + row.text("model") + " on " + machine.name;
                    benchmarks.put(name, Benchmarks.of(row.text("benchmark")));
                    put(byName, name, row.text("n"), row.text("speedup"));
                }
            }
            byName.forEach((name, speed) -> {
                if (Curve.isJudgeable(speed)) {
                    curves.add(new Curve(
                            name,
                            benchmarks.getOrDefault(name, name),
                            machine.name,
                            machine.cores,
                            machine.threads,
                            speed,
                            PARSEC_ITEM_SECONDS));
                }
            });
        }
        return curves;
    }

    /** sysbench on MySQL and MariaDB, on a machine that the source does not describe. */
    static List<Curve> sysbench(DataFile file) {
        Map<String, SortedMap<Integer, Double>> byName = new LinkedHashMap<>();
        Map<String, String> benchmarks = new LinkedHashMap<>();
        for (DataFile.Row row : file.rows()) {
            String name = row.text("series") + ", " + row.text("section") + ", " + row.text("column");
            benchmarks.put(name, Benchmarks.of(row.text("series")));
            put(byName, name, row.text("threads"), row.text("throughput"));
        }
        List<Curve> curves = new ArrayList<>();
        byName.forEach((name, speed) -> {
            if (Curve.isJudgeable(speed)) {
                curves.add(new Curve(
                        name,
                        benchmarks.getOrDefault(name, name),
                        "sysbench",
                        SYSBENCH_CORES,
                        SYSBENCH_THREADS,
                        speed,
                        0));
            }
        });
        return curves;
    }

    private static void put(Map<String, SortedMap<Integer, Double>> byName, String name, String workers, String speed) {
        double value = Double.parseDouble(speed);
        if (value > 0) {
            byName.computeIfAbsent(name, key -> new TreeMap<>()).put(Integer.valueOf(workers), value);
        }
    }
}
