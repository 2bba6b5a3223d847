package io.amorsize.api.job;

import io.amorsize.job.Jobs;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends server-sent events about jobs, on one thread of its own. */
@Singleton
class JobEvents {

    private static final long TICK_MILLIS = 200;

    private final JobAudience audience;
    private final ScheduledExecutorService thread;
    private final Future<?> ticking;

    JobEvents(Jobs jobs, InstantSource clock) {
        this.audience = new JobAudience(jobs, clock, System::nanoTime, this::tickSoon);
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("job-events").daemon().factory());
        this.ticking = thread.scheduleWithFixedDelay(audience::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tickSoon() {
        try {
            thread.execute(audience::tick);
        } catch (RejectedExecutionException e) {
            // the service ends, and lets all go
        }
    }

    /** Streams would hold up the end of the service. */
    void stopping(@Observes ShutdownDelayInitiatedEvent stop) {
        close();
    }

    @PreDestroy
    void close() {
        ticking.cancel(false);
        thread.shutdown();
        audience.close();
    }

    /**
     * Sends what happens to a job from now on.
     *
     * @throws io.amorsize.api.problem.ProblemException if there is no such job, or too many listen already
     */
    void send(String jobId, SseEventSink sink, Sse sse) {
        audience.listen(jobId, new Client(sink, sse));
    }

    /** A listener behind a connection. Used by the thread of the events. */
    private static final class Client implements JobAudience.Listener {

        private final SseEventSink sink;
        private final Sse sse;
        private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

        private Client(SseEventSink sink, Sse sse) {
            this.sink = sink;
            this.sse = sse;
        }

        @Override
        public boolean isGone() {
            return sink.isClosed() || sent.isCompletedExceptionally();
        }

        @Override
        public boolean isBusy() {
            return !sent.isDone();
        }

        @Override
        public void send(String event, String json) {
            send(sse.newEventBuilder().name(event).data(String.class, json).build());
        }

        @Override
        public void beat() {
            send(sse.newEventBuilder().comment("still there").build());
        }

        private void send(OutboundSseEvent event) {
            CompletionStage<?> stage = sink.send(event);
            sent = stage.toCompletableFuture();
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
