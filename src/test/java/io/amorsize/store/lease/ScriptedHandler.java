package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.LeaseListener;
import io.amorsize.job.PartitionHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Does with partitions what a test wants, and tells it what happened. */
final class ScriptedHandler implements PartitionHandler, LeaseListener {

    static final Verdict OVER = new Verdict.Over();
    static final Verdict AGAIN = new Verdict.Again(Duration.ZERO);

    private static final int PATIENCE_SECONDS = 45;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Run run;
    private final Verdict judgement;

    /** What is done with a partition. */
    interface Run {
        Verdict of(String jobId, long number, String owner) throws InterruptedException;
    }

    ScriptedHandler(Run run) {
        this(run, AGAIN);
    }

    private ScriptedHandler(Run run, Verdict judgement) {
        this.run = run;
        this.judgement = judgement;
    }

    /** Finishes every partition, and needs none whose holder died any more. */
    static ScriptedHandler judging() {
        return new ScriptedHandler((jobId, number, owner) -> OVER, OVER);
    }

    /** Finishes every partition. */
    static ScriptedHandler finishing() {
        return new ScriptedHandler((jobId, number, owner) -> OVER);
    }

    /** Waits in every partition until it is told to leave it. */
    static ScriptedHandler waiting() {
        return new ScriptedHandler((jobId, number, owner) -> {
            TimeUnit.DAYS.sleep(1);
            return OVER;
        });
    }

    @Override
    public Verdict run(String jobId, long number, String owner) throws InterruptedException {
        events.add("run " + jobId + " " + number);
        return run.of(jobId, number, owner);
    }

    @Override
    public Verdict died(String jobId, long number) {
        events.add("judged " + jobId + " " + number);
        return judgement;
    }

    @Override
    public void takenOver(String jobId, long number) {}

    @Override
    public void lost(String jobId, long number) {
        events.add("lost " + jobId + " " + number);
    }

    @Override
    public void failed(String jobId, long number, Throwable failure) {
        events.add("failed " + jobId + " " + number + " " + failure.getMessage());
    }

    @Override
    public void recovered(String jobId, long number) {
        events.add("recovered " + jobId + " " + number);
    }

    @Override
    public void choreFailed(String chore, Throwable failure) {
        events.add("failed " + chore + " " + failure.getMessage());
    }

    @Override
    public void choreRecovered(String chore) {
        events.add("recovered " + chore);
    }

    @Override
    public void leasingFailed() {}

    @Override
    public void leasingRecovered() {}

    /** Adds something of the test's own. */
    void add(String event) {
        events.add(event);
    }

    /** The next event, awaited. */
    String next() {
        try {
            String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("next event").isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether nothing happened that {@link #next} has not told. */
    boolean isQuiet() {
        return events.isEmpty();
    }
}
