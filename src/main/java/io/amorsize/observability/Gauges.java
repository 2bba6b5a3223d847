package io.amorsize.observability;

import io.amorsize.deadletter.DeadLetters;
import io.amorsize.host.Calibrator;
import io.amorsize.host.HostDetector;
import io.amorsize.recommendation.History;
import io.amorsize.recommendation.Recorder;
import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the gauges of the host, the calibration, the learning, the jobs, the dead letters and the build beside Micrometer's meters. */
class Gauges {

    /**
     * The registry that Micrometer uses, too. It is made early in the start, when nothing may be asked of the host yet.
     */
    @Produces
    @Singleton
    CollectorRegistry registry(
            Instance<HostDetector> detector,
            Instance<Calibrator> calibrator,
            Instance<Recorder> recorder,
            Instance<History> history,
            Instance<DeadLetters> deadLetters,
            Instance<JobGauges> jobs,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        CollectorRegistry registry = new CollectorRegistry(true);
        Sample build =
                Sample.of(Metric.BUILD_INFO, 1, version, Runtime.version().toString());
        new SampleCollector(() -> Stream.of(
                                HostSamples.of(detector.get().current()),
                                CalibrationSamples.of(calibrator.get().current()),
                                Stream.of(Sample.of(
                                        Metric.RECOMMENDATIONS_WAITING,
                                        recorder.get().waiting())),
                                LearningSamples.of(history.get()),
                                DeadLetterSamples.of(deadLetters.get()),
                                jobs.get().samples(),
                                Stream.of(build))
                        .flatMap(samples -> samples))
                .register(registry);
        return registry;
    }
}
