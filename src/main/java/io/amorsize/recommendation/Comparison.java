package io.amorsize.recommendation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Recommendations side by side. They are called A, B, C and so on in its sentences. A pure function of what is compared.
 *
 * @param basis what decides which is faster
 * @param fastest place of the fastest in the list, from 0; empty if two or more are equally fast
 * @param probability probability that it is faster than the next one, 0.5 to 1; 0.5 if there is no fastest
 * @param differences what they do not have in common
 * @param explanation plain sentences
 */
public record Comparison(
        Basis basis, OptionalInt fastest, double probability, List<Difference> differences, List<String> explanation) {

    /** Most that can be compared: there is a letter for each. */
    public static final int MOST = 20;

    /** A probability from which on nothing is left to doubt. */
    private static final double SURE = 0.95;

    /** What decides which is faster. */
    public enum Basis {
        /** The expected times: all are about the same number of items. */
        SECONDS,
        /** The expected speed-ups: the numbers of items differ or are unknown. */
        SPEEDUP
    }

    /**
     * Something that differs.
     *
     * @param field name of the field in the answers
     * @param values one for each, in their order
     */
    public record Difference(String field, List<String> values) {

        /** Copies the values. */
        public Difference {
            values = List.copyOf(values);
        }
    }

    /** Copies the lists. */
    public Comparison {
        differences = List.copyOf(differences);
        explanation = List.copyOf(explanation);
    }

    /**
     * Compares.
     *
     * @param runs 2 to {@link #MOST} of them
     */
    public static Comparison of(List<ComparedRun> runs) {
        if (runs.size() < 2 || runs.size() > MOST) {
            throw new IllegalArgumentException("2 to " + MOST + " can be compared, not " + runs.size());
        }
        Basis basis = basis(runs);
        List<Pace> paces = runs.stream().map(run -> Pace.of(run, basis)).toList();
        List<Integer> order = IntStream.range(0, runs.size())
                .boxed()
                .sorted((one, other) -> Double.compare(
                        paces.get(one).logarithm(), paces.get(other).logarithm()))
                .toList();
        int first = order.getFirst();
        int second = order.get(1);
        double probability = paces.get(first).probabilityAhead(paces.get(second));
        boolean tie = probability <= 0.5;
        List<Difference> differences = differences(runs);
        List<String> explanation = new ArrayList<>();
        explanation.add(subject(runs));
        if (basis == Basis.SPEEDUP) {
            explanation.add(
                    "They are not about the same known number of items, so their speed-ups are compared, and not"
                            + " their times.");
        }
        for (int i = 0; i < runs.size(); i++) {
            explanation.add(letter(i) + ": " + plan(runs.get(i).headline()) + ", "
                    + paces.get(i).text(basis) + ".");
        }
        explanation.add(contrast(differences));
        explanation.add(verdict(first, second, paces, probability, basis));
        return new Comparison(
                basis, tie ? OptionalInt.empty() : OptionalInt.of(first), probability, differences, explanation);
    }

    /** The letter of the one at this place. */
    public static String letter(int place) {
        return String.valueOf((char) ('A' + place));
    }

    private static Basis basis(List<ComparedRun> runs) {
        ComparedRun first = runs.getFirst();
        boolean sameWork = runs.stream()
                .allMatch(run -> run.items().isPresent()
                        && run.items().equals(first.items())
                        && run.seconds().isPresent()
                        && run.serialSeconds().isPresent());
        return sameWork ? Basis.SECONDS : Basis.SPEEDUP;
    }

    private static String subject(List<ComparedRun> runs) {
        List<String> names = runs.stream()
                .map(run -> run.headline().workload().orElse("one without a name"))
                .distinct()
                .toList();
        return names.size() == 1
                ? "All " + runs.size() + " are about the same workload: " + names.getFirst() + "."
                : "They are about different workloads: " + String.join(", ", names) + ".";
    }

    private static String plan(Headline headline) {
        return counted(headline.workers(), "worker") + " with " + counted(headline.chunkSize(), "item")
                + " at a time, executor " + headline.executor();
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static List<Difference> differences(List<ComparedRun> runs) {
        List<Difference> differences = new ArrayList<>();
        addIfDifferent(differences, runs, "decision", run -> run.headline().decision());
        addIfDifferent(differences, runs, "workers", run -> run.headline().workers());
        addIfDifferent(differences, runs, "chunkSize", run -> run.headline().chunkSize());
        addIfDifferent(differences, runs, "executor", run -> run.headline().executor());
        addIfDifferent(differences, runs, "limit", ComparedRun::limit);
        addIfDifferent(
                differences,
                runs,
                "items",
                run -> run.items().isPresent() ? run.items().getAsLong() : "unknown");
        addIfDifferent(
                differences,
                runs,
                "serialSeconds",
                run -> run.serialSeconds().isPresent()
                        ? rounded(run.serialSeconds().getAsDouble())
                        : "unknown");
        addIfDifferent(differences, runs, "effectiveCpus", run -> rounded(run.effectiveCpus()));
        addIfDifferent(differences, runs, "modelVersion", run -> run.headline().modelVersion());
        return differences;
    }

    private static void addIfDifferent(
            List<Difference> differences, List<ComparedRun> runs, String field, Function<ComparedRun, Object> value) {
        List<String> values =
                runs.stream().map(run -> value.apply(run).toString()).toList();
        if (values.stream().distinct().count() > 1) {
            differences.add(new Difference(field, values));
        }
    }

    private static String contrast(List<Difference> differences) {
        return differences.isEmpty()
                ? "They advise the same, for the same reasons."
                : "They differ in "
                        + differences.stream()
                                .map(difference -> difference.field() + " ("
                                        + IntStream.range(0, difference.values().size())
                                                .mapToObj(i -> letter(i) + " "
                                                        + difference.values().get(i))
                                                .collect(Collectors.joining(", "))
                                        + ")")
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private static String verdict(int first, int second, List<Pace> paces, double probability, Basis basis) {
        String winner = letter(first);
        String next = letter(second);
        Pace ahead = paces.get(first);
        Pace behind = paces.get(second);
        String what = basis == Basis.SECONDS ? "time" : "speed-up";
        if (probability <= 0.5) {
            return winner + " and " + next + " have the same " + what + ".";
        }
        String ratio = rounded(Math.exp(behind.logarithm() - ahead.logarithm()));
        String claim = basis == Basis.SECONDS
                ? winner + " is expected to be the fastest, by a factor of " + ratio + " before " + next
                : winner + " has the greatest expected speed-up, by a factor of " + ratio + " before " + next;
        boolean apart = ahead.logarithmHigh() < behind.logarithmLow();
        if (apart) {
            return claim + ", and surely so: their 90 % intervals do not overlap.";
        }
        String chance = "the chance is about " + Math.round(probability * 100)
                + " %, counting their errors as independent of each other";
        return probability >= SURE
                ? claim + ", and very likely so: their 90 % intervals overlap, but " + chance + "."
                : claim + ", but that is not certain: their 90 % intervals overlap, and " + chance + ".";
    }

    private static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * How long something takes, on a logarithmic scale; or, for speed-ups, the negative of that, so that less is always
     * better.
     *
     * @param logarithm expected value
     * @param logarithmLow lower end of the 90 % interval
     * @param logarithmHigh upper end of the 90 % interval
     */
    private record Pace(double logarithm, double logarithmLow, double logarithmHigh) {

        /** Half the width of a 90 % interval of the normal distribution, in standard deviations. */
        private static final double HALF_WIDTH = 1.6448536269514722;

        static Pace of(ComparedRun run, Basis basis) {
            double unit = basis == Basis.SECONDS ? Math.log(run.serialSeconds().orElseThrow()) : 0;
            Headline headline = run.headline();
            double expected =
                    basis == Basis.SECONDS ? Math.log(run.seconds().orElseThrow()) : -Math.log(headline.speedup());
            return new Pace(
                    expected,
                    unit - Math.log(headline.interval90().high()),
                    unit - Math.log(headline.interval90().low()));
        }

        /** Probability of being less than {@code other}, both taken as independent and log-normal. */
        double probabilityAhead(Pace other) {
            double distance = other.logarithm - logarithm;
            double deviation = Math.hypot(deviation(), other.deviation());
            if (deviation == 0) {
                return distance > 0 ? 1 : 0.5;
            }
            return normal(distance / deviation);
        }

        private double deviation() {
            return (logarithmHigh - logarithmLow) / (2 * HALF_WIDTH);
        }

        String text(Basis basis) {
            return basis == Basis.SECONDS
                    ? rounded(Math.exp(logarithm)) + " s, with 90 % probability between "
                            + rounded(Math.exp(logarithmLow)) + " s and " + rounded(Math.exp(logarithmHigh)) + " s"
                    : "speed-up " + rounded(Math.exp(-logarithm)) + ", with 90 % probability between "
                            + rounded(Math.exp(-logarithmHigh)) + " and " + rounded(Math.exp(-logarithmLow));
        }

        /** Distribution function of the standard normal distribution for x ≥ 0, to seven digits: Abramowitz and Stegun, 26.2.17. */
        private static double normal(double x) {
            double t = 1 / (1 + 0.2316419 * x);
            double tail =
                    t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
            return 1 - Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * tail;
        }
    }
}
