package io.amorsize.app;

import io.amorsize.api.job.JsonJobTypes;
import io.amorsize.deadletter.DeadLetterListener;
import io.amorsize.deadletter.DeadLetterRetention;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.Redrives;
import io.amorsize.deadletter.Redriving;
import io.amorsize.host.HostDetector;
import io.amorsize.job.Jobs;
import io.amorsize.job.PlanWish;
import io.amorsize.job.learning.JobLearning;
import io.amorsize.observability.EngineLog;
import io.amorsize.observability.JobGauges;
import io.amorsize.observability.JobLog;
import io.amorsize.observability.JobMeters;
import io.amorsize.observability.TargetMeters;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.recommendation.History;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.OutcomeRecorder;
import io.amorsize.recommendation.Recommender;
import io.amorsize.recommendation.Recorder;
import io.amorsize.recommendation.TimeOrderedIds;
import io.amorsize.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds what runs jobs. */
class JobWiring {

    @Produces
    @Singleton
    JobEngine engine(
            AmorsizeConfig config,
            Database database,
            JsonJobTypes types,
            DeadLetters letters,
            DeadLetterRetention.Policy policy,
            DeadLetterListener letterListener,
            HostDetector detector,
            JobLearning learning,
            InstantSource clock,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return new JobEngine(
                config,
                database,
                types,
                letters,
                policy,
                detector,
                learning,
                clock,
                version,
                new JobEngine.Listeners(
                        new JobMeters(registry).andThen(new JobLog()).andThen(learning),
                        letterListener,
                        new TargetMeters(registry),
                        new EngineLog()));
    }

    @Produces
    @Singleton
    JobLearning learning(Recommender recommender, History history, OutcomeRecorder outcomes, InstantSource clock) {
        return new JobLearning(new Optimizer(), recommender::thisMachine, history, outcomes, clock);
    }

    @Produces
    @Singleton
    Jobs jobs(JobEngine engine) {
        return engine.jobs();
    }

    @Produces
    @Singleton
    Redrives redrives(JobEngine engine) {
        return engine.redrives();
    }

    @Produces
    @Singleton
    Redriving redriving(
            DeadLetters letters, Redrives redrives, JsonJobTypes types, InstantSource clock, JobEngine engine) {
        return new Redriving(
                letters,
                redrives,
                engine.store(),
                types,
                new TimeOrderedIds(clock, new SecureRandom()),
                clock,
                engine::feed);
    }

    @Produces
    @Singleton
    JobGauges gauges(JobEngine engine) {
        return new JobGauges(
                engine.store(),
                engine.targets(),
                engine::pool,
                () -> engine.writer().waitingBytes());
    }

    /** The plans of recommendations, for jobs that follow one. */
    @Produces
    @Singleton
    Function<String, Optional<PlanWish.Fixed>> advised(Recorder recorder) {
        return id -> recorder.find(id)
                .map(KeptRecommendation::headline)
                .map(plan -> new PlanWish.Fixed(plan.workers(), plan.chunkSize(), Optional.of(plan.executor())));
    }
}
