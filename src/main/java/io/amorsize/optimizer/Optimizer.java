package io.amorsize.optimizer;

import io.amorsize.cost.Candidate;
import io.amorsize.cost.Forecast;
import io.amorsize.cost.ObservationPosterior;
import io.amorsize.cost.RunModel;
import io.amorsize.cost.ScalingBeliefs;
import io.amorsize.host.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Chooses the plan with the least expected regret.
 *
 * <p>Stateless and safe for use by many threads. The work of one call is bounded: at most about a hundred worker counts,
 * 512 draws and 6 × 32 simulations of 4,096 chunks, whatever the figures in the request.
 */
public final class Optimizer {

    private static final int MOST_ALTERNATIVES = 3;

    private final ScalingBeliefs beliefs;

    /** An optimizer with what the service believes of programs that it has not seen running. */
    public Optimizer() {
        this(ScalingBeliefs.LEARNED);
    }

    /** An optimizer with other beliefs: for judging how beliefs are learned. */
    public Optimizer(ScalingBeliefs beliefs) {
        this.beliefs = beliefs;
    }

    /** The best plan for {@code request}, with what it will do and why. Equal requests get equal advice. */
    public Advice advise(PlanRequest request) {
        Situation situation = Situation.of(request);
        RunModel model = situation.model(beliefs);
        List<Candidate> candidates = new ArrayList<>();
        for (int workers : WorkerGrid.of(situation)) {
            candidates.add(model.withBestChunk(workers));
        }
        Optional<ObservationPosterior.Fit> fit = Optional.empty();
        Forecast forecast = unobserved(situation, model, candidates);
        if (situation.evidence() == Evidence.OBSERVATIONS) {
            ObservationPosterior.Result result = Observations.posterior(situation, model)
                    .update(candidates, situation.diagnosis().isPresent() ? forecast : null);
            forecast = result.forecast();
            fit = Optional.of(result.fit());
        }
        Outlook outlook = new Outlook(
                forecast,
                situation.widthFactor(),
                situation.totalSpread(),
                new Widening(request.experience().widthFactor()));
        Choice choice = Choice.of(outlook, situation);
        return advice(situation, model, outlook, choice, fit);
    }

    private static Forecast unobserved(Situation situation, RunModel model, List<Candidate> candidates) {
        return situation.diagnosis().isPresent()
                ? Forecast.bySamples(
                        model,
                        candidates,
                        situation.diagnosis().get().steady(),
                        situation.request().workload().timeoutSeconds().orElse(Double.POSITIVE_INFINITY))
                : Forecast.byFormula(model, candidates);
    }

    private static Advice advice(
            Situation situation,
            RunModel model,
            Outlook outlook,
            Choice choice,
            Optional<ObservationPosterior.Fit> fit) {
        PlanRequest request = situation.request();
        Plan plan = plan(situation, outlook, choice);
        List<CurvePoint> curve = curve(situation, outlook);
        return new Advice(
                choice.decision(),
                plan,
                estimate(situation, outlook, choice, curve),
                summary(situation),
                Limits.of(situation, model, outlook, choice),
                fit.map(f -> new Scaling(
                        f.service() ? "Universal Scalability Law of a service" : "Universal Scalability Law",
                        f.contention(),
                        f.coherency(),
                        f.error())),
                curve,
                alternatives(outlook, choice, curve),
                ProbeChoice.of(outlook, choice, request),
                ReadinessChecks.of(situation, outlook, choice, plan),
                Warnings.of(situation, model, plan, fit),
                request.calibration().status() == Calibration.Status.MEASURED);
    }

    private static Plan plan(Situation situation, Outlook outlook, Choice choice) {
        if (choice.candidate() == Choice.SERIAL) {
            long all = (long) situation.items();
            return new Plan(1, situation.itemsKnown() ? all : 1, chunks(situation, all), Executor.CALLER);
        }
        Candidate chosen = outlook.candidate(choice.candidate());
        return new Plan(
                chosen.workers(),
                chosen.chunkSize(),
                chunks(situation, chosen.chunkSize()),
                situation.workerKind().executor(chosen.workers()));
    }

    private static OptionalLong chunks(Situation situation, long chunkSize) {
        return situation.itemsKnown()
                ? OptionalLong.of((long) Math.ceil(situation.items() / chunkSize))
                : OptionalLong.empty();
    }

    private static Estimate estimate(Situation situation, Outlook outlook, Choice choice, List<CurvePoint> curve) {
        boolean serial = choice.candidate() == Choice.SERIAL;
        CurvePoint point = curve.get(choice.candidate());
        Interval one = new Interval(1, 1);
        Speedup speedup = serial
                ? new Speedup(1, one, one)
                : new Speedup(point.speedup(), outlook.interval(choice.candidate(), Share.HALF), point.interval90());
        return new Estimate(
                seconds(situation, outlook.serialSeconds()),
                seconds(situation, outlook.serialSeconds() / speedup.value()),
                secondsInterval(situation, outlook, choice.candidate(), Share.HALF),
                point.interval90Seconds(),
                speedup,
                choice.probabilityFaster(),
                speedup.value() / point.workers(),
                point.regret());
    }

    private static OptionalDouble seconds(Situation situation, double seconds) {
        return situation.itemsKnown() ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }

    private static Optional<Interval> secondsInterval(
            Situation situation, Outlook outlook, int candidate, Share share) {
        return situation.itemsKnown() ? Optional.of(outlook.secondsInterval(candidate, share)) : Optional.empty();
    }

    private static WorkloadSummary summary(Situation situation) {
        boolean known = situation.itemTimeKnown();
        return new WorkloadSummary(
                situation.kind(),
                situation.cpuShare(),
                known ? OptionalDouble.of(situation.itemTime().mean()) : OptionalDouble.empty(),
                known ? OptionalDouble.of(situation.itemTime().variation()) : OptionalDouble.empty(),
                situation.heavyTailed(),
                situation.diagnosis().map(d -> d.trend()).orElse(0.0));
    }

    private static List<CurvePoint> curve(Situation situation, Outlook outlook) {
        List<CurvePoint> curve = new ArrayList<>(outlook.size());
        for (int c = 0; c < outlook.size(); c++) {
            curve.add(point(situation, outlook, c));
        }
        return curve;
    }

    private static CurvePoint point(Situation situation, Outlook outlook, int c) {
        Candidate candidate = outlook.candidate(c);
        return new CurvePoint(
                candidate.workers(),
                candidate.workers() == 1 && !situation.itemsKnown() ? 1 : candidate.chunkSize(),
                seconds(situation, outlook.seconds(c)),
                secondsInterval(situation, outlook, c, Share.NINE_TENTHS),
                outlook.speedup(c),
                outlook.interval(c, Share.NINE_TENTHS),
                Math.max(0, outlook.regret(c)));
    }

    /** The next best plans by expected regret. */
    private static List<CurvePoint> alternatives(Outlook outlook, Choice choice, List<CurvePoint> curve) {
        List<CurvePoint> others = new ArrayList<>(MOST_ALTERNATIVES);
        boolean[] taken = new boolean[outlook.size()];
        taken[choice.candidate()] = true;
        for (int rank = 0; rank < MOST_ALTERNATIVES; rank++) {
            int best = -1;
            for (int c = 0; c < taken.length; c++) {
                if (!taken[c] && (best < 0 || outlook.regret(c) < outlook.regret(best))) {
                    best = c;
                }
            }
            if (best < 0) {
                break;
            }
            taken[best] = true;
            others.add(curve.get(best));
        }
        return others;
    }
}
