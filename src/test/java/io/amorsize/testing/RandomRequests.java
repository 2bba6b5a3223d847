package io.amorsize.testing;

import io.amorsize.host.Calibration;
import io.amorsize.host.HostCapacity;
import io.amorsize.optimizer.Objective;
import io.amorsize.optimizer.OverheadOverrides;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.ExecutionRuntime;
import io.amorsize.workload.Footprint;
import io.amorsize.workload.ItemTime;
import io.amorsize.workload.Observation;
import io.amorsize.workload.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Requests from the whole range of what may be asked: magnitudes are spread evenly over their logarithm, their ends come
 * up often, and every optional part is absent half of the time.
 */
public final class RandomRequests {

    private final RandomGenerator random;

    public RandomRequests(RandomGenerator random) {
        this.random = random;
    }

    /** The next request. */
    public PlanRequest next() {
        Requests requests = workload();
        if (random.nextBoolean()) {
            requests.cpuShare(share());
        }
        if (random.nextBoolean()) {
            requests.footprint(new Footprint(bytes(), bytes(), bytes(), bytes(), bytes()));
        }
        if (random.nextInt(4) == 0) {
            requests.serialSeconds(random.nextBoolean() ? 0 : magnitude(1e-9, 1e9));
        }
        if (random.nextInt(4) == 0) {
            requests.timeoutSeconds(magnitude(1e-9, 1e9));
        }
        if (random.nextInt(4) == 0) {
            requests.downstreamConcurrency((int) magnitude(1, 1e6));
        }
        if (random.nextInt(4) == 0) {
            requests.repetitions((int) magnitude(1, 1e9));
        }
        return constrained(requests)
                .runtime(any(ExecutionRuntime.values()))
                .overheads(random.nextBoolean() ? OverheadOverrides.NONE : overheads())
                .objective(random.nextBoolean() ? Objective.FASTEST : objective())
                .calibration(random.nextBoolean() ? Calibration.priors() : Requests.measuredPriors())
                .build();
    }

    private Requests workload() {
        long items = (long) magnitude(1, 1e15);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Requests.described(items, itemTime(), share()).unknownCpuShare();
            case 3 -> Requests.sampled(items, samples());
            case 4 -> Requests.observed().observations(observations());
            case 5 -> Requests.observed().observations(observations()).items(items);
            case 6 -> Requests.sampled(items, samples()).observations(observations());
            default ->
                Requests.described(items, itemTime(), share()).unknownCpuShare().observations(observations());
        };
    }

    private Requests constrained(Requests requests) {
        HostCapacity host = host();
        requests.on(host);
        if (random.nextInt(4) == 0) {
            requests.maxWorkers((int) magnitude(1, 1e6));
        }
        if (random.nextInt(4) == 0) {
            int size = (int) magnitude(1, random.nextInt(16) == 0 ? 1000 : 20);
            double most = magnitude(1, 1e6);
            List<Integer> candidates = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                candidates.add((int) magnitude(1, most));
            }
            requests.workerCandidates(candidates);
        }
        if (random.nextInt(4) == 0) {
            requests.memoryBytes((long) magnitude(1, 1e18) - 1);
        }
        if (random.nextInt(4) == 0) {
            requests.reservedCpus(oneOf(0.5, 0.999999, 1.0, 1.5) * host.effectiveCpus());
        }
        return requests;
    }

    private HostCapacity host() {
        double effective = magnitude(0.01, 1e4);
        int threads = (int) Math.max(Math.ceil(effective), magnitude(1, 1e4));
        int cores = random.nextBoolean() ? threads : Math.max(1, threads / 2);
        return new HostCapacity(
                effective,
                cores,
                threads,
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(oneOf(0.0, 0.3, 1.0)),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(oneOf(1.0, 2.0) * effective),
                random.nextBoolean() ? 0 : random.nextDouble() * threads,
                bytes(),
                0);
    }

    private ItemTime itemTime() {
        double typical = magnitude(1e-9, 1e9);
        return switch (random.nextInt(4)) {
            case 0 -> ItemTime.of(typical, 0);
            case 1 -> ItemTime.of(typical, typical * magnitude(1e-3, 10));
            case 2 ->
                new ItemTime(
                        OptionalDouble.of(typical),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(Math.min(1e9, typical * magnitude(1, 1e3))));
            default ->
                new ItemTime(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(typical),
                        OptionalDouble.of(Math.min(1e9, typical * magnitude(1, 1e4))),
                        OptionalDouble.empty());
        };
    }

    private Samples samples() {
        int size = (int) magnitude(1, random.nextInt(8) == 0 ? 2000 : 100);
        double typical = magnitude(1e-9, 1e6);
        int law = random.nextInt(4);
        double[] wall = new double[size];
        double[] cpu = new double[random.nextBoolean() ? size : 0];
        double[] bytes = new double[random.nextInt(4) == 0 ? size : 0];
        double cpuPerWall = oneOf(0.0, 0.5, 1.0, 8.0);
        for (int i = 0; i < size; i++) {
            wall[i] = Math.min(
                    1e9,
                    switch (law) {
                        case 0 -> typical;
                        case 1 -> typical * Math.exp(0.5 * random.nextGaussian());
                        case 2 -> typical * Math.pow(1 - random.nextDouble(), -1 / 1.2);
                        default -> typical * (1 + 3.0 * i / size);
                    });
            if (cpu.length > 0) {
                cpu[i] = wall[i] * cpuPerWall;
            }
            if (bytes.length > 0) {
                bytes[i] = magnitude(1, 1e12);
            }
        }
        return new Samples(wall, cpu, bytes, new double[0]);
    }

    private List<Observation> observations() {
        int size = (int) magnitude(1, random.nextInt(16) == 0 ? 300 : 8);
        double rate = magnitude(1e-6, 1e9);
        double contradiction = oneOf(1.0, 1.1, 1e12);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int workers = (int) magnitude(1, 1e4);
            double seen = rate * Math.min(workers, 16) * (random.nextInt(3) == 0 ? contradiction : 1);
            observations.add(
                    switch (random.nextInt(3)) {
                        case 0 -> Observation.ofRate(workers, seen);
                        case 1 -> {
                            long items = (long) magnitude(1, 1e9);
                            yield Observation.ofRun(workers, OptionalLong.empty(), items, items / seen);
                        }
                        default -> {
                            long items = (long) magnitude(1, 1e9);
                            yield Observation.ofRun(
                                    workers, OptionalLong.of((long) magnitude(1, (double) items)), items, items / seen);
                        }
                    });
        }
        return observations;
    }

    private OverheadOverrides overheads() {
        return new OverheadOverrides(
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(orZero(magnitude(1e-9, 1e9))),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(orZero(magnitude(1e-9, 1e9))),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(magnitude(1, 1e18)));
    }

    private Objective objective() {
        return new Objective(
                any(Objective.Goal.values()),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(magnitude(1e-9, 1e9)),
                oneOf(0.0, 0.005, 0.1, 1.0));
    }

    private OptionalLong bytes() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of((long) orZero(magnitude(1, 1e18)));
    }

    private double share() {
        return oneOf(0.0, 1e-6, 0.02, 0.5, 0.98, 1.0, random.nextDouble());
    }

    private double orZero(double value) {
        return random.nextInt(8) == 0 ? 0 : value;
    }

    /** A number between the two, even in its logarithm, at the ends more often than by chance. */
    private double magnitude(double low, double high) {
        return switch (random.nextInt(12)) {
            case 0 -> low;
            case 1 -> high;
            default -> Math.clamp(low * Math.pow(high / low, random.nextDouble()), low, high);
        };
    }

    private double oneOf(double... values) {
        return values[random.nextInt(values.length)];
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
