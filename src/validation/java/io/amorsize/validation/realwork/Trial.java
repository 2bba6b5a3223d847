package io.amorsize.validation.realwork;

import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.Plan;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.validation.rule.Advised;
import io.amorsize.validation.rule.Question;
import io.amorsize.validation.rule.Rule;
import io.amorsize.validation.rule.Rules;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.WorkloadProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * One workload put to the test: measured, advised on, swept, and then run by the advice, by the best of the sweep, by
 * rival rules and serially in turns.
 *
 * @param workload what was run
 * @param sample what the advice was made from
 * @param host the machine as it was then
 * @param answers the advice for each runtime, AUTO first
 * @param rivals what the rivals chose, in the same order in every trial
 * @param runs how many runs it took
 */
record Trial(
        Workload workload,
        ItemSampler.Sample sample,
        HostCapacity host,
        List<Answer> answers,
        List<Rival> rivals,
        int runs) {

    /** Real parallel streams; the rule of that name does by a plan what they do. */
    static final String REAL_STREAM = "parallel stream, really";

    private static final List<ExecutionRuntime> RUNTIMES =
            List.of(ExecutionRuntime.AUTO, ExecutionRuntime.JVM_THREADS, ExecutionRuntime.JVM_VIRTUAL_THREADS);

    private static final long WARM_UP_NANOS = 150_000_000;
    private static final int FEWEST_WARM_UPS = 3;

    /** Rounds in which all ways are run, each followed by one of the best and the advised ways only. */
    private static final int ROUNDS = 5;

    private static final int FINALISTS = 2;

    /** The advice of the service's default runtime. */
    Answer answer() {
        return answers.getFirst();
    }

    /** Puts {@code workload} to the test. */
    static Trial of(Workload workload, ThisMachine machine, Random random) throws InterruptedException {
        IntToLongFunction item = workload.preparation().get();
        int items = workload.items();
        long sum = WorkRun.of(item, items, Way.SERIAL);
        Readings readings = new Readings(item, items, sum, random);
        warmUp(item, items, sum);
        long begin = System.nanoTime();
        readings.add(List.of(Way.SERIAL), 1);
        double meanSeconds = (System.nanoTime() - begin) / 1e9 / items;
        ItemSampler.Sample sample = new ItemSampler().sample(workload, item, meanSeconds);

        HostCapacity host = machine.capacity();
        Map<ExecutionRuntime, Advice> advice = new LinkedHashMap<>();
        for (ExecutionRuntime runtime : RUNTIMES) {
            advice.put(runtime, new Optimizer().advise(request(workload, sample, runtime, host, machine)));
        }
        Map<String, Way> rivals = rivals(workload, sample, host, machine);

        int runs = Sweep.run(readings, Sweep.plans(items, workload.mostWorkers()));
        Set<Way> finals = new LinkedHashSet<>(List.of(Way.SERIAL));
        finals.addAll(Sweep.finalists(readings, FINALISTS));
        advice.values().forEach(given -> finals.add(way(given.plan())));
        Set<Way> everything = new LinkedHashSet<>(finals);
        everything.addAll(rivals.values());
        Readings fresh = new Readings(item, items, sum, random);
        for (int round = 0; round < ROUNDS; round++) {
            fresh.add(everything, 1);
            fresh.add(finals, 1);
        }
        runs += ROUNDS * (everything.size() + finals.size());
        List<Rival> rivalsRun = rivals.entrySet().stream()
                .map(rival -> new Rival(rival.getKey(), rival.getValue(), fresh.median(rival.getValue())))
                .toList();
        List<Answer> answers = advice.entrySet().stream()
                .map(given -> answer(given.getKey(), given.getValue(), fresh, finals))
                .toList();
        return new Trial(workload, sample, host, answers, rivalsRun, runs);
    }

    /** Until the compilers have seen it all: the calling thread alone and a pool. */
    private static void warmUp(IntToLongFunction item, int items, long sum) throws InterruptedException {
        Readings discarded = new Readings(item, items, sum, new Random(0));
        List<Way> ways = List.of(
                Way.SERIAL,
                new Way.Planned(Executor.PLATFORM_THREADS, 2, Math.ceilDiv(items, 8)),
                new Way.Planned(Executor.VIRTUAL_THREADS, 2, Math.ceilDiv(items, 8)));
        long begin = System.nanoTime();
        for (int round = 0; round < FEWEST_WARM_UPS || System.nanoTime() - begin < WARM_UP_NANOS; round++) {
            discarded.add(ways, 1);
        }
    }

    private static PlanRequest request(
            Workload workload,
            ItemSampler.Sample sample,
            ExecutionRuntime runtime,
            HostCapacity host,
            ThisMachine machine) {
        return new PlanRequest(
                WorkloadProfile.sampled(workload.items(), sample.samples()),
                runtime,
                OverheadOverrides.NONE,
                Objective.FASTEST,
                Constraints.NONE,
                host,
                machine.calibration(),
                Experience.NONE);
    }

    private static Map<String, Way> rivals(
            Workload workload, ItemSampler.Sample sample, HostCapacity host, ThisMachine machine) {
        double[] seconds = sample.samples().wallSeconds();
        double mean = Arrays.stream(seconds).average().orElseThrow();
        double variance = Arrays.stream(seconds)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElseThrow();
        Question question = new Question(
                workload.items(),
                mean,
                Math.sqrt(variance) / mean,
                Math.min(1, sample.samples().cpuShare().orElse(1)),
                host.effectiveCpus(),
                host.physicalCores(),
                host.logicalProcessors(),
                machine.calibration().dispatchSeconds().getLast().reading().value(),
                machine.calibration().threadStartSeconds().value(),
                new TreeMap<>(),
                Arrays.stream(seconds).boxed().toList());
        Map<String, Way> ways = new LinkedHashMap<>();
        for (Rule rule : Rules.all()) {
            Advised advised = rule.advise(question);
            ways.put(
                    rule.name(),
                    Way.planned(
                            advised.workers() == 1 ? Executor.CALLER : Executor.PLATFORM_THREADS,
                            advised.workers(),
                            advised.chunkSize()));
        }
        ways.put(REAL_STREAM, Way.PARALLEL_STREAM);
        return ways;
    }

    private static Way way(Plan plan) {
        return Way.planned(plan.executor(), plan.workers(), plan.chunkSize());
    }

    private static Answer answer(ExecutionRuntime runtime, Advice advice, Readings fresh, Set<Way> finals) {
        List<Way> allowed = new ArrayList<>(finals);
        allowed.removeIf(way -> way instanceof Way.Planned plan && !allows(runtime, plan.executor()));
        Way chosen = way(advice.plan());
        Way best = fresh.fastest(allowed);
        return new Answer(
                runtime,
                advice,
                chosen,
                best,
                fresh.median(chosen),
                fresh.median(best),
                fresh.median(Way.SERIAL),
                Math.max(fresh.spread(best), fresh.spread(Way.SERIAL)));
    }

    private static boolean allows(ExecutionRuntime runtime, Executor executor) {
        return switch (runtime) {
            case JVM_THREADS -> executor != Executor.VIRTUAL_THREADS;
            case JVM_VIRTUAL_THREADS -> executor != Executor.PLATFORM_THREADS;
            case AUTO,
                    PYTHON_THREADS,
                    PYTHON_PROCESSES_FORK,
                    PYTHON_PROCESSES_SPAWN,
                    NODE_WORKERS,
                    GO_ROUTINES,
                    CUSTOM -> true;
        };
    }
}
