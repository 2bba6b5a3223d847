package io.amorsize.validation.published;

import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.validation.Setup;
import io.amorsize.validation.Shown;
import io.amorsize.validation.Tally;
import io.amorsize.validation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** All answers about a set of curves. */
record Answers(List<Curve> curves, List<List<Probing.Step>> steps) {

    /**
     * Asks about the curves.
     *
     * @param optimizers who answers, by the benchmark of the curve
     */
    static Answers to(List<Curve> curves, Function<String, Optimizer> optimizers, Setup setup) {
        List<List<Probing.Step>> steps = new ArrayList<>();
        for (Curve curve : curves) {
            steps.add(Probing.of(curve, PublishedCurves.MOST_PROBES, optimizers.apply(curve.benchmark())));
            if (steps.size() % 20 == 0) {
                setup.progress().accept(steps.size() + " of " + curves.size() + " curves");
            }
        }
        return new Answers(curves, steps);
    }

    List<String> machines() {
        return curves.stream().map(Curve::machine).distinct().toList();
    }

    private List<Probing.Step> with(int probes, Predicate<Curve> which) {
        return steps.stream()
                .map(each -> each.get(probes))
                .filter(step -> which.test(step.curve()))
                .toList();
    }

    Tally regret(int probes, Predicate<Curve> which) {
        Tally tally = new Tally();
        with(probes, which).forEach(step -> tally.add(step.curve().benchmark(), step.regret()));
        return tally;
    }

    Tally regretOf(ToIntFunction<List<Probing.Step>> choice, Predicate<Curve> which) {
        Tally tally = new Tally();
        for (List<Probing.Step> each : steps) {
            Curve curve = each.getFirst().curve();
            if (which.test(curve)) {
                tally.add(curve.benchmark(), curve.regret(choice.applyAsInt(each)));
            }
        }
        return tally;
    }

    Tally chosenCoverage(int probes, Predicate<Curve> which) {
        Tally tally = new Tally();
        for (Probing.Step step : with(probes, which)) {
            if (step.chosen() > 1) {
                tally.addWhether(
                        step.curve().benchmark(),
                        holds(
                                step.advice().estimate().speedup().interval90(),
                                step.curve().speedup(step.chosen())));
            }
        }
        return tally;
    }

    Tally curveCoverage(int probes, Predicate<Curve> which) {
        Tally tally = new Tally();
        for (Probing.Step step : with(probes, which)) {
            for (CurvePoint point : unseen(step)) {
                tally.addWhether(
                        step.curve().benchmark(),
                        holds(point.interval90(), step.curve().speedup(point.workers())));
            }
        }
        return tally;
    }

    /** The regret that the answers themselves expect of their plans. */
    Tally expectedRegret(int probes) {
        Tally tally = new Tally();
        with(probes, curve -> true)
                .forEach(step -> tally.add(
                        step.curve().benchmark(), step.advice().estimate().expectedRegret()));
        return tally;
    }

    /** Whether the answers ask for no further run. */
    Tally satisfied(int probes) {
        Tally tally = new Tally();
        with(probes, curve -> true)
                .forEach(step -> tally.addWhether(
                        step.curve().benchmark(), step.advice().nextProbe().isEmpty()));
        return tally;
    }

    Tally width(int probes) {
        Tally tally = new Tally();
        for (Probing.Step step : with(probes, curve -> true)) {
            for (CurvePoint point : unseen(step)) {
                tally.add(
                        step.curve().benchmark(),
                        Math.log(point.interval90().high() / point.interval90().low()));
            }
        }
        return tally;
    }

    Tally error(int probes) {
        Tally tally = new Tally();
        for (Probing.Step step : with(probes, curve -> true)) {
            for (CurvePoint point : unseen(step)) {
                tally.add(
                        step.curve().benchmark(),
                        Math.abs(Math.log(point.speedup() / step.curve().speedup(point.workers()))));
            }
        }
        return tally;
    }

    private static List<CurvePoint> unseen(Probing.Step step) {
        return step.advice().curve().stream()
                .filter(point -> point.workers() > 1 && !step.seen().containsKey(point.workers()))
                .toList();
    }

    private static boolean holds(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high();
    }

    /** One for each answer that rests on other runs than the one before. */
    List<Verdict> verdicts(String study) {
        List<Verdict> verdicts = new ArrayList<>();
        for (List<Probing.Step> each : steps) {
            for (Probing.Step step : each) {
                boolean repeated = step.probes() > 0
                        && step.seen().equals(each.get(step.probes() - 1).seen());
                if (!repeated) {
                    verdicts.add(verdict(study, step));
                }
            }
        }
        return verdicts;
    }

    private static Verdict verdict(String study, Probing.Step step) {
        Curve curve = step.curve();
        int best = curve.best();
        String why = step.advice().curve().stream()
                .filter(point -> point.workers() == best)
                .findFirst()
                .map(point -> "With %d workers it expected a speed-up of %s (90 %% interval %s to %s); the truth is %s."
                        .formatted(
                                best,
                                Shown.significant(point.speedup()),
                                Shown.significant(point.interval90().low()),
                                Shown.significant(point.interval90().high()),
                                Shown.significant(curve.speedup(best))))
                .orElse("It did not consider " + best + " workers.");
        return new Verdict(
                study,
                curve.name() + ", runs seen with "
                        + (step.seen().isEmpty() ? "none" : step.seen().keySet()),
                inWords(step.chosen()) + ", decision " + step.advice().decision() + ", speed-up "
                        + Shown.significant(curve.speedup(step.chosen())),
                inWords(best),
                step.regret(),
                why + " " + step.advice().limit().explanation());
    }

    private static String inWords(int workers) {
        return workers == 1 ? "1 worker" : workers + " workers";
    }
}
