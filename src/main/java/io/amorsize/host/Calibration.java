package io.amorsize.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Overheads of this host, measured or assumed. Immutable.
 *
 * @param status how far the measurement is
 * @param measuredAt when the figures in use were measured; empty as long as they are the priors
 * @param statusReason a sentence on why there is no measurement, or no newer one, or empty
 * @param dispatchSeconds serialised cost of handing one chunk to a pool, by the number of workers that compete for it,
 *     ascending by workers, never empty
 * @param threadStartSeconds time to start one platform thread
 * @param virtualThreadStartSeconds time to start one virtual thread
 * @param processStartSeconds time to start one process
 * @param threadWaitSeconds CPU time that one wait costs a platform thread: giving up its CPU, a timer, getting one back
 * @param virtualThreadWaitSeconds the same of a virtual thread
 * @param memoryBandwidth bytes read per second by all workers together, ascending by workers; empty where unknown
 * @param smtGain throughput of a second hardware thread of a core relative to the first, 0..1
 */
public record Calibration(
        Status status,
        Optional<Instant> measuredAt,
        Optional<String> statusReason,
        List<WorkerReading> dispatchSeconds,
        Reading threadStartSeconds,
        Reading virtualThreadStartSeconds,
        Reading processStartSeconds,
        Reading threadWaitSeconds,
        Reading virtualThreadWaitSeconds,
        List<WorkerReading> memoryBandwidth,
        Reading smtGain) {

    /** How far the measurement is. */
    public enum Status {
        /** Not started, or put off because the machine is busy: the priors are in use. */
        PENDING,
        /** Being measured; until then the figures of before are in use, at first the priors. */
        RUNNING,
        /** Measured in this run of the service or read from the cache of an earlier one on the same host. */
        MEASURED,
        /** The measurement failed or is switched off: the priors are in use. */
        UNAVAILABLE
    }

    /**
     * One figure, with what it is worth.
     *
     * @param value the value to use: the measured median when {@code trusted}, otherwise the prior
     * @param measured the measured median, empty when nothing was measured
     * @param spread half the interquartile range of the repetitions divided by their median, 0 when nothing was
     *     measured
     * @param trusted whether {@code value} is a measurement
     */
    public record Reading(double value, OptionalDouble measured, double spread, boolean trusted) {

        /** @throws IllegalArgumentException unless {@code value} is finite and not negative */
        public Reading {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("value must be finite and at least 0, was " + value);
            }
        }

        /** A figure from the literature, in place of a measurement. */
        public static Reading prior(double value) {
            return new Reading(value, OptionalDouble.empty(), 0, false);
        }

        /** A measured median with its relative spread. */
        public static Reading measured(double median, double spread) {
            return new Reading(median, OptionalDouble.of(median), spread, true);
        }

        /** A measurement that is too noisy to be used: the prior stands in for it. */
        public static Reading mistrusted(double prior, double median, double spread) {
            return new Reading(prior, OptionalDouble.of(median), spread, false);
        }
    }

    /**
     * A figure that depends on the number of workers.
     *
     * @param workers workers active during the measurement, at least 1
     * @param reading the figure
     */
    public record WorkerReading(int workers, Reading reading) {}

    /** Copies the lists. */
    public Calibration {
        dispatchSeconds = List.copyOf(dispatchSeconds);
        memoryBandwidth = List.copyOf(memoryBandwidth);
        if (dispatchSeconds.isEmpty()) {
            throw new IllegalArgumentException("dispatchSeconds must not be empty");
        }
    }

    /** The same figures under another status. */
    public Calibration withStatus(Status newStatus, String reason) {
        return new Calibration(
                newStatus,
                measuredAt,
                Optional.of(reason),
                dispatchSeconds,
                threadStartSeconds,
                virtualThreadStartSeconds,
                processStartSeconds,
                threadWaitSeconds,
                virtualThreadWaitSeconds,
                memoryBandwidth,
                smtGain);
    }

    /**
     * The figures used until this host has been measured. Dispatch: a shared counter or queue costs 20 ns alone and
     * about 100 ns per hand-over when contended; start-up: 80 µs a platform thread, 1 µs a virtual thread, 50 ms a
     * process; a wait: 4 µs of CPU time of a platform thread, 3 µs of a virtual one; second hardware thread: 0.56 of
     * the first (median of published PARSEC sweeps). Sources: docs/model.md.
     */
    public static Calibration priors() {
        return new Calibration(
                Status.PENDING,
                Optional.empty(),
                Optional.of("The measurement has not run yet; published figures are used until it has."),
                List.of(new WorkerReading(1, Reading.prior(2e-8)), new WorkerReading(2, Reading.prior(1e-7))),
                Reading.prior(8e-5),
                Reading.prior(1e-6),
                Reading.prior(5e-2),
                Reading.prior(4e-6),
                Reading.prior(3e-6),
                List.of(),
                Reading.prior(0.56));
    }
}
