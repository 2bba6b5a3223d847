package io.amorsize.recommendation;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibrator;
import io.amorsize.host.HostCapacity;
import io.amorsize.host.HostDetector;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Gives recommendations for this machine or for a stated one. Safe for use by many threads. Apart from identifier and
 * time, a recommendation depends on its request, the machine, and the history of the workload up to the day.
 */
public final class Recommender {

    /** Raised whenever an equal request may get another advice than before. */
    public static final String MODEL_VERSION = "2";

    private final Optimizer optimizer;
    private final HostDetector detector;
    private final Calibrator calibrator;
    private final History history;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final RecommendationListener listener;

    /**
     * @param history what is known of earlier runs
     * @param ids gives each recommendation its identifier; safe for use by many threads
     * @param listener told of every recommendation
     */
    public Recommender(
            Optimizer optimizer,
            HostDetector detector,
            Calibrator calibrator,
            History history,
            InstantSource clock,
            Supplier<String> ids,
            RecommendationListener listener) {
        this.optimizer = optimizer;
        this.detector = detector;
        this.calibrator = calibrator;
        this.history = history;
        this.clock = clock;
        this.ids = ids;
        this.listener = listener;
    }

    /** This machine as it is now, with the overheads measured so far. */
    public Machine thisMachine() {
        Calibration calibration = calibrator.current();
        return new Machine(HostCapacity.of(detector.current(), calibration), calibration);
    }

    /** Whether {@link #recommend} can answer from memory; if not, it may wait for the log of outcomes. */
    public boolean remembers(PlanRequest request) {
        return history.remembers(request);
    }

    /**
     * Advises on {@code asked}, with what earlier runs taught, and tells the listener. The recommendation's request has
     * that experience.
     */
    public Recommendation recommend(PlanRequest asked) {
        PlanRequest request = asked.with(history.experience(asked));
        long started = System.nanoTime();
        Advice advice = optimizer.advise(request);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        Recommendation recommendation =
                new Recommendation(ids.get(), clock.instant().truncatedTo(ChronoUnit.MILLIS), request, advice);
        listener.recommended(recommendation, took);
        return recommendation;
    }
}
