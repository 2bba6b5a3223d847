package io.amorsize.observability;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A value of a gauge at one moment. Immutable.
 *
 * @param metric the gauge
 * @param tagValues one value for each of its tags, in their order
 * @param value a number; what is unknown has no sample
 */
record Sample(Metric metric, List<String> tagValues, double value) {

    /** @throws IllegalArgumentException if the tag values do not fit the metric or {@code value} is no number */
    Sample {
        tagValues = List.copyOf(tagValues);
        if (tagValues.size() != metric.tags().size()) {
            throw new IllegalArgumentException(metric + " has the tags " + metric.tags() + ", not " + tagValues);
        }
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(metric + " is no number");
        }
    }

    static Sample of(Metric metric, double value, String... tagValues) {
        return new Sample(metric, List.of(tagValues), value);
    }

    /** No sample where {@code value} is unknown. */
    static Stream<Sample> ifKnown(Metric metric, OptionalDouble value, String... tagValues) {
        return value.stream().filter(number -> !Double.isNaN(number)).mapToObj(number -> of(metric, number, tagValues));
    }

    /** No sample where {@code value} is unknown. */
    static Stream<Sample> ifKnown(Metric metric, OptionalLong value) {
        return value.stream().mapToObj(number -> of(metric, (double) number));
    }
}
