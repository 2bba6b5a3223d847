package io.amorsize.optimizer;

import io.amorsize.workload.Observation;
import java.util.List;

/**
 * What earlier runs of the same workload taught. Immutable.
 *
 * @param observations what was really seen, each with the noise that its age and its machine give it
 * @param widthFactor by how much wider intervals must be, in ln, to hold the truth as often as they say; above 0, 1 without
 *     experience
 */
public record Experience(List<Observation> observations, double widthFactor) {

    /** No earlier run is known. */
    public static final Experience NONE = new Experience(List.of(), 1);

    /** @throws IllegalArgumentException if {@code widthFactor} is not a finite number above 0 */
    public Experience {
        observations = List.copyOf(observations);
        if (!(widthFactor > 0 && widthFactor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("widthFactor must be a finite number above 0, was " + widthFactor);
        }
    }
}
