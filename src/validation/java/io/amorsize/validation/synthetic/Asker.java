package io.amorsize.validation.synthetic;

import io.amorsize.cost.RuntimePresets;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Constraints;
import io.amorsize.optimizer.Experience;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.optimizer.Probe;
import io.amorsize.recommendation.Machine;
import io.amorsize.recommendation.StatedHost;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.RuntimeOverheads;
import io.amorsize.workload.Samples;
import io.amorsize.workload.WorkloadProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Asks the optimizer about a scenario, knowing no more of it than a user would. For one thread. */
final class Asker {

    private static final int HISTORY = 20_000;
    private static final int SAMPLES = 32;
    private static final long HISTORY_SEED = -1;

    private final Scenario scenario;
    private final Truth truth;
    private final ItemTime described;

    Asker(Scenario scenario, Truth truth) {
        this.scenario = scenario;
        this.truth = truth;
        Items history = scenario.items(HISTORY, HISTORY_SEED);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < HISTORY; i++) {
            double wall = history.waitSeconds(i) + history.cpuSeconds(i);
            sum += wall;
            squares += wall * wall;
        }
        double mean = sum / HISTORY;
        described = ItemTime.of(mean, Math.sqrt(Math.max(0, squares / HISTORY - mean * mean)));
    }

    /** Mean and standard deviation as the asker knows them, in seconds. */
    ItemTime described() {
        return described;
    }

    /** Cost of a hand-over as far as the asker knows, in seconds. */
    double dispatchSeconds() {
        return scenario.stated().dispatchSeconds().orElse(preset().dispatchSeconds());
    }

    /** Time to start a worker as far as the asker knows, in seconds. */
    double workerStartSeconds() {
        return scenario.stated().workerStartSeconds().orElse(preset().workerStartSeconds());
    }

    private RuntimeOverheads preset() {
        return RuntimePresets.overheads(
                scenario.runtime(), 2, 2, host().machine().calibration());
    }

    /** The answer to an inquiry; {@code run} says which items are measured and what the probes find. */
    Advice ask(Inquiry inquiry, int run) {
        return switch (inquiry) {
            case DESCRIPTION -> advise(Optional.of(described), Optional.empty(), List.of());
            case SAMPLE -> advise(Optional.empty(), Optional.of(sample(run)), List.of());
            case ONE_PROBE -> probed(1, run);
            case TWO_PROBES -> probed(2, run);
        };
    }

    private Advice probed(int probes, int run) {
        List<Observation> observed = new ArrayList<>();
        Advice advice = advise(Optional.of(described), Optional.empty(), observed);
        for (int i = 0; i < probes && advice.nextProbe().isPresent(); i++) {
            Probe probe = advice.nextProbe().orElseThrow();
            Split split = probe.workers() == 1
                    ? Split.serial(scenario.count())
                    : new Split(probe.workers(), probe.chunkSize());
            observed.add(new Observation(
                    split.workers(),
                    OptionalLong.of(split.chunkSize()),
                    OptionalLong.of(scenario.count()),
                    scenario.count() / truth.probe(split, 2 * run + i),
                    0));
            advice = advise(Optional.of(described), Optional.empty(), observed);
        }
        return advice;
    }

    /** Items of a run, taken at random and measured in their order, each of them alone. */
    Samples sample(int run) {
        Items items = truth.items(run);
        int size = Math.min(SAMPLES, items.count());
        double[] wall = new double[size];
        double[] cpu = new double[size];
        SplittableRandom random = new SplittableRandom(97L * scenario.number() + run);
        int taken = 0;
        for (int i = 0; taken < size; i++) {
            if (random.nextInt(items.count() - i) < size - taken) {
                cpu[taken] = items.cpuSeconds(i);
                wall[taken] = items.waitSeconds(i) + cpu[taken];
                taken++;
            }
        }
        return new Samples(wall, cpu, new double[0], new double[0]);
    }

    private Advice advise(Optional<ItemTime> itemTime, Optional<Samples> samples, List<Observation> observations) {
        Machine machine = host().machine();
        return new Optimizer()
                .advise(new PlanRequest(
                        new WorkloadProfile(
                                Optional.empty(),
                                OptionalLong.of(scenario.count()),
                                itemTime,
                                samples,
                                observations,
                                samples.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(scenario.cpuShare()),
                                scenario.footprint(),
                                0,
                                OptionalDouble.empty(),
                                false,
                                scenario.callsStated() ? scenario.callsAccepted() : OptionalInt.empty(),
                                1),
                        scenario.runtime(),
                        scenario.stated(),
                        Objective.FASTEST,
                        Constraints.NONE,
                        machine.capacity(),
                        machine.calibration(),
                        Experience.NONE));
    }

    private StatedHost host() {
        Hardware hardware = scenario.hardware();
        return new StatedHost(
                OptionalDouble.of(hardware.effectiveCpus()),
                OptionalInt.of(hardware.cores()),
                OptionalInt.of(hardware.threads()),
                hardware.memoryBytes(),
                scenario.smtGainKnown() ? OptionalDouble.of(hardware.smtGain()) : OptionalDouble.empty());
    }
}
