package io.amorsize.validation.synthetic;

import io.amorsize.cost.RuntimePresets;
import io.amorsize.host.Calibration;
import io.amorsize.workload.RuntimeOverheads;
import java.util.OptionalInt;

/**
 * A respect in which the truth differs from what the optimizer is told or believes. To find out whether it is the reason of a
 * loss, the question is asked once more in a world without it.
 */
enum Surprise {
    /** Workers that hold each other up. */
    INTERFERENCE("Workers hold each other up, and no description of an item shows that.") {
        @Override
        Scenario without(Scenario scenario) {
            return scenario.with(Interference.NONE);
        }
    },
    /** A limit behind the items of which nobody spoke. */
    CALLS("The system behind the items accepts fewer calls at once than there are workers, and nobody said so.") {
        @Override
        Scenario without(Scenario scenario) {
            return scenario.callsStated() ? scenario : scenario.withCalls(OptionalInt.empty());
        }
    },
    /** Quotas that are given in portions. */
    BURST("The run is over within a few periods of the quota and so faster than the quota allows on average.") {
        @Override
        Scenario without(Scenario scenario) {
            return scenario.with(scenario.hardware().withQuotaPeriod(1e-4));
        }
    },
    /** Starts that run side by side. */
    BOOT(
            "Workers boot side by side, on the CPUs that the first ones already want; the preset counts them one after another.") {
        @Override
        Scenario without(Scenario scenario) {
            Costs costs = scenario.costs();
            return costs.bootCpuSeconds() == 0
                    ? scenario
                    : scenario.with(new Costs(
                            told(scenario).workerStartSeconds(),
                            0,
                            costs.sameWorkerSeconds(),
                            costs.otherWorkerSeconds(),
                            costs.copySecondsPerItem(),
                            costs.endSeconds()));
        }
    },
    /** A hand-over or a copy that costs something. */
    HAND_OVER("What is handed over, and how that overlaps with work, costs something else than the formula says.") {
        @Override
        Scenario without(Scenario scenario) {
            Costs costs = scenario.costs();
            return scenario.with(new Costs(costs.launchSeconds(), costs.bootCpuSeconds(), 0, 0, 0, costs.endSeconds()));
        }
    },
    /** Items that differ. */
    SPREAD("The spread of the item times: the longest items and their places in the run decide, not the mean.") {
        @Override
        Scenario without(Scenario scenario) {
            return scenario.with(ItemLaw.CONSTANT);
        }
    },
    /** Cores with more than one hardware thread. */
    SECOND_THREADS(
            "What second hardware threads are worth to this workload, and whether workers on them get in each other's way.") {
        @Override
        Scenario without(Scenario scenario) {
            return scenario.with(scenario.hardware().withoutSecondThreads());
        }
    },
    /** Items that wait. */
    WAITING(
            "Items that wait: how far workers that are more than the CPUs hold each other up, and what they gain at the end.") {
        @Override
        Scenario without(Scenario scenario) {
            return scenario.withCpuShare(1);
        }
    };

    private final String words;

    Surprise(String words) {
        this.words = words;
    }

    /** What happened, in a sentence. */
    String words() {
        return words;
    }

    /** The same scenario without it; the very same where there is none. */
    abstract Scenario without(Scenario scenario);

    private static RuntimeOverheads told(Scenario scenario) {
        return RuntimePresets.overheads(scenario.runtime(), 2, 2, Calibration.priors());
    }
}
