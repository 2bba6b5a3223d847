package io.amorsize.workload;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known about a workload. At least one of {@code itemTime}, {@code samples} and {@code observations} is given,
 * and {@code items} may be empty only with observations.
 *
 * @param name the caller's name for it, by which earlier runs are found; does not change a plan by itself
 * @param items number of items to run, at least 1
 * @param itemTime description of the item times
 * @param samples measured items
 * @param observations whole runs that were made, at most 1,000
 * @param cpuShare CPU time divided by wall time of an item, 0..1
 * @param footprint bytes moved and held
 * @param serialSeconds time that cannot be spread over workers, spent once per run, at least 0
 * @param timeoutSeconds longest time an item is given, above 0
 * @param ordered whether results must be handed out in item order; does not change a plan
 * @param downstreamConcurrency calls that the systems behind the items accept at once, at least 1
 * @param repetitions runs over which the start of the workers is spread, at least 1
 */
public record WorkloadProfile(
        Optional<String> name,
        OptionalLong items,
        Optional<ItemTime> itemTime,
        Optional<Samples> samples,
        List<Observation> observations,
        OptionalDouble cpuShare,
        Footprint footprint,
        double serialSeconds,
        OptionalDouble timeoutSeconds,
        boolean ordered,
        OptionalInt downstreamConcurrency,
        int repetitions) {

    /** @throws IllegalArgumentException if there is nothing to go by, or no item count where one is needed */
    public WorkloadProfile {
        observations = List.copyOf(observations);
        if (itemTime.isEmpty() && samples.isEmpty() && observations.isEmpty()) {
            throw new IllegalArgumentException("one of itemTime, samples and observations is needed");
        }
        if (items.isEmpty() && observations.isEmpty()) {
            throw new IllegalArgumentException("items may be missing only with observations");
        }
    }

    /** A workload described by its item time alone. */
    public static WorkloadProfile described(long items, ItemTime itemTime, double cpuShare) {
        return new WorkloadProfile(
                Optional.empty(),
                OptionalLong.of(items),
                Optional.of(itemTime),
                Optional.empty(),
                List.of(),
                OptionalDouble.of(cpuShare),
                Footprint.UNKNOWN,
                0,
                OptionalDouble.empty(),
                false,
                OptionalInt.empty(),
                1);
    }

    /** A workload known by measured items. */
    public static WorkloadProfile sampled(long items, Samples samples) {
        return new WorkloadProfile(
                Optional.empty(),
                OptionalLong.of(items),
                Optional.empty(),
                Optional.of(samples),
                List.of(),
                OptionalDouble.empty(),
                Footprint.UNKNOWN,
                0,
                OptionalDouble.empty(),
                false,
                OptionalInt.empty(),
                1);
    }

    /** A workload known by whole runs alone. */
    public static WorkloadProfile observed(List<Observation> observations) {
        return new WorkloadProfile(
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                observations,
                OptionalDouble.empty(),
                Footprint.UNKNOWN,
                0,
                OptionalDouble.empty(),
                false,
                OptionalInt.empty(),
                1);
    }
}
