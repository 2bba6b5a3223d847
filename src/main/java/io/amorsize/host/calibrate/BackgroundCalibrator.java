package io.amorsize.host.calibrate;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibrator;
import io.amorsize.host.HostDetector;
import io.amorsize.host.HostSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures this host once after {@link #start}, on a thread of its own, or takes the figures of an earlier run from the
 * cache. A busy machine puts the measurement off, a few times, ever longer; figures once measured stay in use until
 * better ones replace them. Safe for use by many threads; only the background thread measures.
 *
 * <p>States: idle → under way (waiting for its turn or measuring) → idle, or put off → under way. {@code remeasure} cuts
 * a put-off short. {@code attempt} numbers tell a retry that has been overtaken from the one that counts.
 */
public final class BackgroundCalibrator implements Calibrator, AutoCloseable {

    /** Attempts on a busy machine before the priors are settled for. */
    static final int ATTEMPTS = 5;

    /** Wait before the second attempt; doubled before each later one: 1, 2, 4 and 8 minutes. */
    static final Duration FIRST_RETRY = Duration.ofMinutes(1);

    private static final Logger LOGGER = System.getLogger(BackgroundCalibrator.class.getName());

    private final CalibrationSettings settings;
    private final HostDetector detector;
    private final Measurement measurement;
    private final Background background;
    private final Optional<CalibrationCache> cache;

    private volatile Calibration current;
    private volatile Optional<MeasurementReport> lastReport = Optional.empty();

    // Guarded by this.
    private boolean started;
    private boolean closed;
    private boolean underWay;
    private int latestAttempt;

    /**
     * Measures nothing until {@link #start}.
     *
     * @param settings how and when to measure
     * @param detector the machine and its load
     * @param clock tells when a measurement ended
     */
    public BackgroundCalibrator(CalibrationSettings settings, HostDetector detector, InstantSource clock) {
        this(
                settings,
                detector,
                new HostMeasurement(settings.cpuBudget(), clock),
                new DaemonThread("amorsize-calibration"));
    }

    BackgroundCalibrator(
            CalibrationSettings settings, HostDetector detector, Measurement measurement, Background background) {
        this.settings = settings;
        this.detector = detector;
        this.measurement = measurement;
        this.background = background;
        cache = settings.cacheDirectory().map(CalibrationCache::new);
        current = settings.enabled()
                ? Calibration.priors()
                : Calibration.priors()
                        .withStatus(
                                Status.UNAVAILABLE,
                                "The measurement is switched off; published figures are used instead.");
    }

    /** Begins in the background and returns at once. A second call, or one when switched off or closed, does nothing. */
    public synchronized void start() {
        if (!settings.enabled() || started || closed) {
            return;
        }
        started = true;
        if (!underWay) {
            begin(true);
        }
    }

    @Override
    public Calibration current() {
        return current;
    }

    /** What the last measurement of this run cost; empty before it and after a start from the cache. */
    public Optional<MeasurementReport> lastReport() {
        return lastReport;
    }

    /**
     * Asks for a new measurement, whatever the cache holds. One that was put off is tried again at once.
     *
     * @return false if one is under way already, if measuring is switched off, or after {@link #close}
     */
    @Override
    public synchronized boolean remeasure() {
        if (!settings.enabled() || closed || underWay) {
            return false;
        }
        begin(false);
        return true;
    }

    /** Ends the background thread; a measurement under way is dropped and the figures in use stay. */
    @Override
    public synchronized void close() {
        closed = true;
        background.close();
    }

    /** Call with the lock held. */
    private void begin(boolean fromCache) {
        underWay = true;
        int attempt = ++latestAttempt;
        background.run(() -> attempt(attempt, 1, fromCache), Duration.ZERO);
    }

    private void attempt(int attempt, int tries, boolean fromCache) {
        if (!take(attempt)) {
            return;
        }
        Calibration before = current;
        try {
            HostSnapshot host = detector.current();
            HostKey key = HostKey.of(host);
            Optional<Calibration> kept = fromCache ? cache.flatMap(files -> files.find(key)) : Optional.empty();
            if (kept.isPresent()) {
                current = kept.get();
                finish();
                return;
            }
            Optional<String> busy = busy(host);
            if (busy.isPresent()) {
                putOff(attempt, tries, before, busy.get());
                return;
            }
            measure(host, key, before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(before, "The measurement was interrupted by the end of the service.");
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "The host could not be measured", e);
            giveUp(before, "The measurement failed: " + e + ".");
        }
    }

    /** Whether this attempt is still the one that counts; if so, it is under way from here on. */
    private synchronized boolean take(int attempt) {
        if (closed || attempt != latestAttempt) {
            return false;
        }
        underWay = true;
        return true;
    }

    private void measure(HostSnapshot host, HostKey key, Calibration before) throws InterruptedException {
        current = before.withStatus(
                Status.RUNNING,
                before.measuredAt().isPresent()
                        ? "This host is being measured again; the figures of before are used until it has been."
                        : "This host is being measured; published figures are used until it has been.");
        Measurement.Outcome outcome = measurement.measure(host);
        MeasurementReport report = outcome.report();
        lastReport = Optional.of(report);
        current = outcome.calibration();
        LOGGER.log(
                Level.INFO,
                "Measured this host with {0} ms of CPU time in {1} ms",
                report.cpuTime().toMillis(),
                report.elapsed().toMillis());
        report.notes().forEach(note -> LOGGER.log(Level.DEBUG, note));
        cache.ifPresent(files -> files.store(key, outcome.calibration()));
        finish();
    }

    /** Why the machine is too busy now, as a sentence, or empty. An unknown load counts as idle. */
    private Optional<String> busy(HostSnapshot host) {
        OptionalDouble others = host.load().otherCpus();
        double effective = host.cpu().effectiveCpus();
        if (others.isEmpty() || others.getAsDouble() <= settings.maxLoad() * effective) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "The machine is busy: others use %.1f of %.1f CPUs, at most %.1f are tolerated.",
                others.getAsDouble(),
                effective,
                settings.maxLoad() * effective));
    }

    private synchronized void putOff(int attempt, int tries, Calibration before, String reason) {
        if (tries == ATTEMPTS) {
            giveUp(before, reason + " It was so at each of " + ATTEMPTS + " attempts.");
            return;
        }
        Duration wait = FIRST_RETRY.multipliedBy(1L << (tries - 1));
        String retry = reason + " The measurement is tried again in " + wait.toMinutes() + " min.";
        current = before.withStatus(measuredBefore(before) ? Status.MEASURED : Status.PENDING, retry);
        underWay = false;
        if (!closed) {
            background.run(() -> attempt(attempt, tries + 1, false), wait);
        }
    }

    private void giveUp(Calibration before, String reason) {
        current = before.withStatus(measuredBefore(before) ? Status.MEASURED : Status.UNAVAILABLE, reason);
        finish();
    }

    private static boolean measuredBefore(Calibration before) {
        return before.measuredAt().isPresent();
    }

    private synchronized void finish() {
        underWay = false;
    }
}
