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
import io.amorsize.workload.Observation;
import io.amorsize.workload.WorkloadProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * One workload put to the test: measured, advised on, swept, and then run by the advice, by the best of the sweep, by
 * rival rules and serially in turns.
 *
 * @param kind the group it belongs to
 * @param workload what was run
 * @param sample what the advice was made from
 * @param host the machine as it was then
 * @param answers the advice for each runtime, AUTO first, and at last the one given to somebody who has seen one run
 * @param rivals what the rivals chose, in the same order in every trial
 * @param runs how many runs it took
 */
record Trial(
        WorkKind kind,
        Workload workload,
        ItemSampler.Sample sample,
        HostCapacity host,
        List<Answer> answers,
        List<Rival> rivals,
        int runs) {

    /** Real parallel streams; the rule of that name does by a plan what they do. */
    static final String REAL_STREAM = "parallel stream, really";

    /** What the last answer was asked for: AUTO, with the time of one run by the first advice. */
    static final String SECOND = "AUTO, 1 run seen";

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
    static Trial of(WorkKind kind, Workload workload, MeasuredMachine machine, Random random)
            throws InterruptedException {
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
        Map<String, Advice> advice = new LinkedHashMap<>();
        for (ExecutionRuntime runtime : RUNTIMES) {
            advice.put(
                    runtime.name(),
                    new Optimizer().advise(request(workload, sample, runtime, host, machine, Experience.NONE)));
        }
        Plan first = advice.values().iterator().next().plan();
        Readings tried = new Readings(item, items, sum, random);
        tried.add(List.of(way(first)), 1);
        Experience experience = new Experience(
                List.of(Observation.ofRun(
                        first.workers(), OptionalLong.of(first.chunkSize()), items, tried.median(way(first)))),
                1);
        advice.put(
                SECOND,
                new Optimizer().advise(request(workload, sample, ExecutionRuntime.AUTO, host, machine, experience)));
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
        return new Trial(kind, workload, sample, host, answers, rivalsRun, runs);
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
            MeasuredMachine machine,
            Experience experience) {
        return new PlanRequest(
                WorkloadProfile.sampled(workload.items(), sample.samples()),
                runtime,
                OverheadOverrides.NONE,
                Objective.FASTEST,
                Constraints.NONE,
                host,
                machine.calibration(),
                experience);
    }

    private static Map<String, Way> rivals(
            Workload workload, ItemSampler.Sample sample, HostCapacity host, MeasuredMachine machine) {
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

    private static Answer answer(String asked, Advice advice, Readings fresh, Set<Way> finals) {
        List<Way> allowed = new ArrayList<>(finals);
        allowed.removeIf(way -> way instanceof Way.Planned plan && !allows(asked, plan.executor()));
        Way chosen = way(advice.plan());
        Way best = fresh.fastest(allowed);
        return new Answer(
                asked,
                advice,
                chosen,
                best,
                fresh.median(chosen),
                fresh.median(best),
                fresh.median(Way.SERIAL),
                Math.max(fresh.spread(best), fresh.spread(Way.SERIAL)));
    }

    /** Only who asks for one kind of threads is bound to it. */
    private static boolean allows(String asked, Executor executor) {
        return switch (executor) {
            case CALLER -> true;
            case PLATFORM_THREADS -> !asked.equals(ExecutionRuntime.JVM_VIRTUAL_THREADS.name());
            case VIRTUAL_THREADS -> !asked.equals(ExecutionRuntime.JVM_THREADS.name());
            case PROCESSES -> false;
        };
    }
}
