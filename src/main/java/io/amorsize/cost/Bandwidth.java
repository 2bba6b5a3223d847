package io.amorsize.cost;

import io.amorsize.host.Calibration.WorkerReading;
import java.util.List;

/**
 * Memory traffic of a workload against what the machine can move: the roofline's slanted part (S. Williams, A. Waterman
 * and D. Patterson, "Roofline", CACM 52 (2009)).
 *
 * @param bytesPerCpuSecond bytes an item moves per second of its CPU time, at least 0; a lower bound, because only the
 *     payload and the result are known
 * @param measured bytes per second that so many workers can move together, ascending by workers; readings that are not
 *     trusted are left out
 */
public record Bandwidth(double bytesPerCpuSecond, List<WorkerReading> measured) {

    /** Nothing is known, so nothing is limited. */
    public static final Bandwidth UNLIMITED = new Bandwidth(0, List.of());

    /** Keeps the readings that can be trusted. */
    public Bandwidth {
        measured =
                measured.stream().filter(reading -> reading.reading().trusted()).toList();
        if (measured.size() < 2) {
            measured = List.of(); // a single reading says nothing about what more workers gain
        }
    }

    /**
     * By how much computing takes longer when so many workers compute at once, at least 1.
     *
     * @param computing workers that compute, at least 1; may be fractional
     */
    double starvation(double computing) {
        if (measured.isEmpty() || bytesPerCpuSecond == 0) {
            return 1;
        }
        double available = available(computing);
        return available > 0 ? Math.max(1, computing * bytesPerCpuSecond / available) : 1;
    }

    /**
     * Measured bandwidth, linear in the number of workers between two readings and constant outside them; a reading below one
     * of fewer workers was disturbed and does not count.
     */
    private double available(double computing) {
        WorkerReading below = measured.getFirst();
        double most = below.reading().value();
        for (WorkerReading above : measured) {
            if (above.workers() >= computing) {
                if (above.workers() == below.workers()) {
                    return Math.max(most, above.reading().value());
                }
                double share = (computing - below.workers()) / (above.workers() - below.workers());
                return most + share * Math.max(0, above.reading().value() - most);
            }
            below = above;
            most = Math.max(most, above.reading().value());
        }
        return most;
    }
}
