package io.amorsize.app;

import io.amorsize.host.HostDetector;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.calibrate.BackgroundCalibrator;
import io.amorsize.observability.LogKey;
import io.amorsize.observability.LogLine;
import io.amorsize.recommendation.Recorder;
import io.amorsize.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What happens beside answering requests: once the service listens, the host is read and measured, on other threads, so
 * that neither delays the first answer.
 */
@Singleton
class Lifecycle {

    private static final Logger LOG = Logger.getLogger("io.amorsize.Amorsize");

    private final AmorsizeConfig config;
    private final HostDetector detector;
    private final BackgroundCalibrator calibrator;
    private final Database database;
    private final Recorder recorder;
    private final JobEngine jobs;
    private final String version;

    Lifecycle(
            AmorsizeConfig config,
            HostDetector detector,
            BackgroundCalibrator calibrator,
            Database database,
            Recorder recorder,
            JobEngine jobs,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.detector = detector;
        this.calibrator = calibrator;
        this.database = database;
        this.recorder = recorder;
        this.jobs = jobs;
        this.version = version;
    }

    void listening(@ObservesAsync HttpServerStart start) {
        calibrator.start();
        HostSnapshot host = detector.current();
        String api = address(config.http().host(), config.http().port());
        LogLine line = LogLine.of("Amorsize is ready.")
                .with(LogKey.VERSION, version)
                .with(LogKey.API, api)
                .with(LogKey.DOCS, api + "/q/swagger-ui")
                .with(
                        LogKey.MANAGEMENT,
                        address(config.management().host(), config.management().port()))
                .with(LogKey.STORE, database.product())
                .with(LogKey.EFFECTIVE_CPUS, host.cpu().effectiveCpus());
        LOG.info(
                host.memory().usableBytes().isPresent()
                        ? line.with(
                                LogKey.USABLE_BYTES, host.memory().usableBytes().getAsLong())
                        : line);
        jobs.start();
    }

    /** All requests have been answered by now. */
    void stopped(@Observes ShutdownEvent stop) {
        jobs.stop();
        recorder.close();
        LOG.info(LogLine.of("Amorsize has stopped."));
    }

    private static String address(String host, int port) {
        return "http://" + (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
