package io.amorsize.api.job;

import io.amorsize.api.http.JobProblems;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.job.JobState;
import io.amorsize.job.JobView;
import io.amorsize.job.Jobs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who listen how jobs go on: at once where this replica runs them, and otherwise by asking the store once a
 * second. A listener who does not keep up gets the newest only, and is let go when it takes nothing for half a minute.
 * Safe for use by many threads; {@link #tick} is for one.
 */
final class JobAudience {

    private static final Logger LOG = Logger.getLogger(JobAudience.class);

    /** Most listeners at a time. */
    static final int MOST = 256;

    /** Between looks at the store for a job that is not heard of. */
    static final Duration ASKING = Duration.ofSeconds(1);

    /** Between signs of life to a listener to whom there is nothing to tell. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** For so long a listener may leave what it was sent. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Jobs jobs;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Runnable soon;
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();

    /** @param soon called when {@link #tick} is wanted at once: somebody came, or a job has ended */
    JobAudience(Jobs jobs, InstantSource clock, LongSupplier nanos, Runnable soon) {
        this.jobs = jobs;
        this.clock = clock;
        this.nanos = nanos;
        this.soon = soon;
    }

    /** Where somebody listens. */
    interface Listener {

        /** Whether it listens no more. */
        boolean isGone();

        /** Whether it has yet to take what it was sent last. */
        boolean isBusy();

        /** Sends an event. */
        void send(String event, String json);

        /** Sends a sign of life. */
        void beat();

        /** Lets it go. */
        void close();
    }

    /** A listener in its place. */
    private static final class Seat {

        private final String jobId;
        private final Listener listener;
        private final AtomicReference<@Nullable JobView> news = new AtomicReference<>();
        private volatile long heardAt;
        private @Nullable AutoCloseable watch;
        private @Nullable JobView told;
        private long sentAt;

        private Seat(String jobId, Listener listener, long now) {
            this.jobId = jobId;
            this.listener = listener;
            this.heardAt = now;
            this.sentAt = now;
        }

        private void hear(JobView view, long now) {
            news.set(view);
            heardAt = now;
        }
    }

    /**
     * Takes in a listener.
     *
     * @throws ProblemException if there is no such job, or no place
     */
    void listen(String jobId, Listener listener) {
        if (taken.incrementAndGet() > MOST) {
            taken.decrementAndGet();
            throw new ProblemException(Problem.UNAVAILABLE);
        }
        try {
            JobView first = jobs.find(jobId).orElseThrow(() -> JobProblems.unknown(jobId));
            Seat seat = new Seat(jobId, listener, nanos.getAsLong());
            seat.news.set(first);
            if (!(first.job().state() instanceof JobState.Ended)) {
                seat.watch = jobs.watch(jobId, view -> hear(seat, view));
            }
            seats.add(seat);
            soon.run();
        } catch (RuntimeException e) {
            taken.decrementAndGet();
            throw e;
        }
    }

    private void hear(Seat seat, JobView view) {
        seat.hear(view, nanos.getAsLong());
        if (view.job().state() instanceof JobState.Ended) {
            soon.run();
        }
    }

    /** Sends what there is to send. To be called a few times a second. */
    void tick() {
        Map<String, Optional<JobView>> asked = new HashMap<>();
        for (Seat seat : seats) {
            try {
                serve(seat, nanos.getAsLong(), asked);
            } catch (RuntimeException e) {
                leave(seat);
            }
        }
    }

    /** Lets all go. */
    void close() {
        seats.forEach(this::leave);
    }

    private void serve(Seat seat, long now, Map<String, Optional<JobView>> asked) {
        if (seat.listener.isGone()) {
            leave(seat);
            return;
        }
        if (seat.listener.isBusy()) {
            if (now - seat.sentAt > PATIENCE.toNanos()) {
                leave(seat);
            }
            return;
        }
        if (seat.news.get() == null && now - seat.heardAt >= ASKING.toNanos()) {
            ask(seat, now, asked);
        }
        JobView view = seat.news.getAndSet(null);
        if (view != null && !view.equals(seat.told)) {
            tell(seat, view, now);
        } else if (now - seat.sentAt >= HEARTBEAT.toNanos()) {
            seat.listener.beat();
            seat.sentAt = now;
        }
    }

    private void ask(Seat seat, long now, Map<String, Optional<JobView>> asked) {
        Optional<JobView> found;
        try {
            found = asked.computeIfAbsent(seat.jobId, jobs::find);
        } catch (RuntimeException storeIsAway) {
            seat.heardAt = now;
            return;
        }
        if (found.isPresent()) {
            seat.hear(found.get(), now);
        } else {
            leave(seat);
        }
    }

    private void tell(Seat seat, JobView view, long now) {
        String json = JobBody.of(view, clock.instant()).text();
        seat.told = view;
        seat.sentAt = now;
        seat.listener.send("progress", json);
        if (view.job().state() instanceof JobState.Ended) {
            seat.listener.send("end", json);
            leave(seat);
        }
    }

    private void leave(Seat seat) {
        if (seats.remove(seat)) {
            taken.decrementAndGet();
            try {
                if (seat.watch != null) {
                    seat.watch.close();
                }
                seat.listener.close();
            } catch (Exception e) {
                LOG.warn("A listener could not be let go", e);
            }
        }
    }
}
