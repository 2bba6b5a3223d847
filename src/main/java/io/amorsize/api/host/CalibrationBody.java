package io.amorsize.api.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.WorkerReading;
import io.amorsize.host.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The host's overheads on the wire. */
@Schema(
        name = "Calibration",
        description = "Overheads of this host. Each figure is the measurement where there is one that can be trusted,"
                + " otherwise a published figure; `provenance` of the host tells which.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CalibrationBody(
        @Schema(
                implementation = String.class,
                enumeration = {"PENDING", "RUNNING", "MEASURED", "UNAVAILABLE"},
                description = "`PENDING`: not started, or put off because the machine is busy. `RUNNING`: being"
                        + " measured. `MEASURED`: done. `UNAVAILABLE`: failed or switched off.",
                required = true)
        Calibration.Status status,

        @Schema(description = "Why there is no measurement, in a sentence.") @Nullable String statusReason,

        @Schema(description = "When the measurement ended.", format = "date-time", examples = "2026-11-21T08:30:00Z")
        @Nullable String measuredAt,

        @Schema(
                description =
                        "Serialised cost of handing one chunk to a pool, by the number of workers that compete for"
                                + " it.",
                required = true)
        List<DispatchBody> dispatchSeconds,

        @Schema(description = "Time to start one platform thread.", required = true, examples = "0.00008")
        double threadStartSeconds,

        @Schema(description = "Time to start one virtual thread.", required = true, examples = "0.000001")
        double virtualThreadStartSeconds,

        @Schema(description = "Time to start one process.", required = true, examples = "0.05")
        double processStartSeconds,

        @Schema(
                description = "CPU time that one wait costs a platform thread: giving up its CPU, a timer, getting one"
                        + " back.",
                required = true,
                examples = "0.000004")
        double threadWaitSeconds,

        @Schema(description = "CPU time that one wait costs a virtual thread.", required = true, examples = "0.000003")
        double virtualThreadWaitSeconds,

        @Schema(
                description = "Memory read per second by all workers together, by their number; empty where unknown.",
                required = true)
        List<BandwidthBody> memoryBandwidth,

        @Schema(
                description = "Throughput of a second hardware thread of a core relative to the first.",
                required = true,
                minimum = "0",
                maximum = "1",
                examples = "0.3")
        double smtGain) {

    /** One dispatch cost. */
    @Schema(name = "DispatchCost", description = "Cost of handing out one chunk.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DispatchBody(
            @Schema(description = "Workers that compete.", required = true, minimum = "1", examples = "4")
            int workers,

            @Schema(description = "The figure to use.", required = true, examples = "0.0000006")
            double seconds,

            @Schema(
                    description = "What was measured, where it differs from the figure in use because it is too noisy.",
                    examples = "0.0000009")
            @Nullable Double mistrustedSeconds,

            @Schema(
                    description =
                            "Half the interquartile range of the repetitions divided by their median; given with a"
                                    + " measurement.",
                    examples = "0.04")
            @Nullable Double spread,

            @Schema(description = "`MEASURED` or `ASSUMED`.", required = true)
            Provenance provenance) {

        static DispatchBody of(WorkerReading point) {
            Reading reading = point.reading();
            OptionalDouble measured = reading.measured();
            return new DispatchBody(
                    point.workers(),
                    reading.value(),
                    measured.isPresent() && !reading.trusted() ? measured.getAsDouble() : null,
                    measured.isPresent() ? reading.spread() : null,
                    basis(reading));
        }
    }

    /** One bandwidth. */
    @Schema(name = "Bandwidth", description = "Memory bandwidth of several workers together.")
    record BandwidthBody(
            @Schema(description = "Workers that read.", required = true, minimum = "1", examples = "4")
            int workers,

            @Schema(description = "Bytes read per second by all of them.", required = true, examples = "1.8e10")
            double bytesPerSecond,

            @Schema(description = "`MEASURED` or `ASSUMED`.", required = true)
            Provenance provenance) {}

    static CalibrationBody of(Calibration calibration) {
        return with(calibration, calibration.status());
    }

    /**
     * What a request for a measurement is answered with.
     *
     * @param begun whether a measurement was begun for this request; otherwise one is under way already, unless none can
     *     be made
     */
    static CalibrationBody accepted(Calibration calibration, boolean begun) {
        boolean underWay = !begun && calibration.status() != Calibration.Status.UNAVAILABLE;
        return with(calibration, underWay ? Calibration.Status.RUNNING : calibration.status());
    }

    private static CalibrationBody with(Calibration calibration, Calibration.Status status) {
        return new CalibrationBody(
                status,
                calibration.statusReason().orElse(null),
                calibration.measuredAt().map(Instant::toString).orElse(null),
                calibration.dispatchSeconds().stream().map(DispatchBody::of).toList(),
                calibration.threadStartSeconds().value(),
                calibration.virtualThreadStartSeconds().value(),
                calibration.processStartSeconds().value(),
                calibration.threadWaitSeconds().value(),
                calibration.virtualThreadWaitSeconds().value(),
                calibration.memoryBandwidth().stream()
                        .map(point -> new BandwidthBody(
                                point.workers(), point.reading().value(), basis(point.reading())))
                        .toList(),
                calibration.smtGain().value());
    }

    /** Where the single figures come from, by dotted field name. */
    static Map<String, Provenance> provenance(Calibration calibration) {
        Map<String, Provenance> fields = new TreeMap<>();
        fields.put("calibration.threadStartSeconds", basis(calibration.threadStartSeconds()));
        fields.put("calibration.virtualThreadStartSeconds", basis(calibration.virtualThreadStartSeconds()));
        fields.put("calibration.processStartSeconds", basis(calibration.processStartSeconds()));
        fields.put("calibration.threadWaitSeconds", basis(calibration.threadWaitSeconds()));
        fields.put("calibration.virtualThreadWaitSeconds", basis(calibration.virtualThreadWaitSeconds()));
        fields.put("calibration.smtGain", basis(calibration.smtGain()));
        return fields;
    }

    private static Provenance basis(Reading reading) {
        return reading.trusted() ? Provenance.MEASURED : Provenance.ASSUMED;
    }
}
