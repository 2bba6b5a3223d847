package io.amorsize.app;

import io.amorsize.host.Calibrator;
import io.amorsize.host.HostDetector;
import io.amorsize.host.calibrate.BackgroundCalibrator;
import io.amorsize.host.calibrate.CalibrationSettings;
import io.amorsize.host.detect.HostDetectionSettings;
import io.amorsize.host.detect.SystemHostDetector;
import io.amorsize.job.type.plugin.PluginFolder;
import io.amorsize.observability.OutcomeMeters;
import io.amorsize.observability.RecommendationLog;
import io.amorsize.observability.RecommendationMeters;
import io.amorsize.observability.RecordingMeters;
import io.amorsize.observability.RequestMeters;
import io.amorsize.observability.StoreProbe;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.recommendation.History;
import io.amorsize.recommendation.IdempotentAnswers;
import io.amorsize.recommendation.OutcomeLog;
import io.amorsize.recommendation.OutcomeRecorder;
import io.amorsize.recommendation.RecommendationArchive;
import io.amorsize.recommendation.RecommendationListener;
import io.amorsize.recommendation.Recommender;
import io.amorsize.recommendation.Recorder;
import io.amorsize.recommendation.Retention;
import io.amorsize.recommendation.TimeOrderedIds;
import io.amorsize.store.Database;
import io.amorsize.store.SqlIdempotentAnswers;
import io.amorsize.store.SqlOutcomeLog;
import io.amorsize.store.SqlRecommendationArchive;
import io.amorsize.store.postgres.PostgresServer;
import io.amorsize.store.sqlite.SqliteFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Builds the domain's objects from the configuration. */
class Wiring {

    /** For so long a service may not know of outcomes that were reported to another one with the same database. */
    private static final Duration HISTORY_REFRESH = Duration.ofSeconds(5);

    /** Names that plug-ins must leave alone. */
    private static final Set<String> BUILT_IN_TYPES =
            Set.of("command", "http", "image-thumbnail", "synthetic", "url-analysis");

    @Produces
    @Singleton
    AmorsizeConfig configuration(Config config) {
        return AmorsizeConfig.from(config.unwrap(SmallRyeConfig.class));
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    HostDetector hostDetector(AmorsizeConfig config, InstantSource clock) {
        AmorsizeConfig.Host host = config.host();
        return new SystemHostDetector(
                new HostDetectionSettings(
                        host.procRoot(),
                        host.sysRoot(),
                        host.cpus(),
                        host.memoryBytes(),
                        host.downwardApiDir(),
                        config.target().cpuLimited(),
                        config.target().memoryLimited(),
                        host.refreshInterval()),
                clock);
    }

    @Produces
    @Singleton
    BackgroundCalibrator calibrator(AmorsizeConfig config, HostDetector detector, InstantSource clock) {
        AmorsizeConfig.Calibration calibration = config.calibration();
        return new BackgroundCalibrator(
                new CalibrationSettings(
                        calibration.enabled(),
                        Optional.of(config.dataDir()),
                        calibration.cpuBudget(),
                        calibration.maxLoad()),
                detector,
                clock);
    }

    void stop(@Disposes BackgroundCalibrator calibrator) {
        calibrator.close();
    }

    /** Opened by the checks before the start, so that a database that cannot be used refuses it. */
    @Produces
    @Singleton
    Database database(AmorsizeConfig config) {
        AmorsizeConfig.Database database = config.database();
        return database.url()
                .map(url -> new PostgresServer(url, database.username(), database.password()).open())
                .orElseGet(() -> SqliteFile.open(config.dataDir()));
    }

    void stop(@Disposes Database database) {
        database.close();
    }

    /** Loaded by the checks before the start, so that a plug-in that cannot be used refuses it. */
    @Produces
    @Singleton
    PluginFolder plugins(AmorsizeConfig config) {
        return config.pluginsDir()
                .map(folder -> PluginFolder.load(folder, BUILT_IN_TYPES))
                .orElseGet(PluginFolder::none);
    }

    void stop(@Disposes PluginFolder plugins) {
        plugins.close();
    }

    @Produces
    @Singleton
    StoreProbe storeProbe(Database database) {
        return new StoreProbe(database.product(), database::defect);
    }

    @Produces
    @Singleton
    RecommendationArchive archive(Database database) {
        return new SqlRecommendationArchive(database);
    }

    @Produces
    @Singleton
    OutcomeLog outcomeLog(Database database) {
        return new SqlOutcomeLog(database);
    }

    @Produces
    @Singleton
    IdempotentAnswers idempotentAnswers(Database database) {
        return new SqlIdempotentAnswers(database);
    }

    @Produces
    @Singleton
    Recorder recorder(
            RecommendationArchive archive,
            IdempotentAnswers answers,
            AmorsizeConfig config,
            InstantSource clock,
            MeterRegistry registry) {
        AmorsizeConfig.Recommendations recommendations = config.recommendations();
        return new Recorder(
                archive,
                answers,
                new Retention(recommendations.keep(), recommendations.keepFor(), recommendations.keepBytes()),
                clock,
                new RecordingMeters(registry),
                Recorder.Settings.ofThisHeap());
    }

    @Produces
    @Singleton
    History history(OutcomeLog log, InstantSource clock) {
        return new History(log, clock, HISTORY_REFRESH);
    }

    @Produces
    @Singleton
    Recommender recommender(
            HostDetector detector,
            Calibrator calibrator,
            History history,
            InstantSource clock,
            RecommendationListener listener) {
        return new Recommender(
                new Optimizer(),
                detector,
                calibrator,
                history,
                clock,
                new TimeOrderedIds(clock, new SecureRandom()),
                listener);
    }

    @Produces
    @Singleton
    RecommendationListener listener(MeterRegistry registry) {
        RecommendationListener meters = new RecommendationMeters(registry);
        RecommendationListener log = new RecommendationLog();
        return (recommendation, took) -> {
            meters.recommended(recommendation, took);
            log.recommended(recommendation, took);
        };
    }

    @Produces
    @Singleton
    OutcomeRecorder outcomeRecorder(History history, InstantSource clock, MeterRegistry registry) {
        return new OutcomeRecorder(
                history, clock, new TimeOrderedIds(clock, new SecureRandom()), new OutcomeMeters(registry));
    }

    @Produces
    @Singleton
    RequestMeters requestMeters(MeterRegistry registry) {
        return new RequestMeters(registry);
    }
}
