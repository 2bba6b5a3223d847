package io.amorsize.observability;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.prometheus.client.Collector;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gauges that are read when Prometheus asks, all from the same moment. Other than a registered gauge, which has to have
 * a value for ever, a series is there only while its value is known. Safe for use by many threads.
 */
final class SampleCollector extends Collector implements Collector.Describable {

    private final Supplier<Stream<Sample>> samples;

    /** @param samples the values of now; must not block for long */
    SampleCollector(Supplier<Stream<Sample>> samples) {
        this.samples = samples;
    }

    /** Nothing: to be registered must not mean to be read. */
    @Override
    public List<MetricFamilySamples> describe() {
        return List.of();
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Map<Metric, List<Sample>> families =
                samples.get().collect(groupingBy(Sample::metric, () -> new EnumMap<>(Metric.class), toList()));
        return families.entrySet().stream()
                .map(family -> family(family.getKey(), family.getValue()))
                .toList();
    }

    private static MetricFamilySamples family(Metric metric, List<Sample> samples) {
        List<String> labels = metric.tags().stream().map(MetricTag::label).toList();
        return new MetricFamilySamples(
                metric.exposedName(),
                Type.GAUGE,
                metric.meaning(),
                samples.stream()
                        .map(sample -> new MetricFamilySamples.Sample(
                                metric.exposedName(), labels, sample.tagValues(), sample.value()))
                        .toList());
    }
}
