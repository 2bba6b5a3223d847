package io.amorsize.api.job;

import io.amorsize.api.http.JobProblems;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.job.JobStore;
import io.amorsize.job.Jobs;
import io.amorsize.job.Overloaded;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes a stream of items into a job, in batches as they come in. What holds up the job holds up the stream. For one
 * thread.
 */
final class ItemUpload {

    /** Most items of a batch. */
    static final int BATCH_ITEMS = 1_000;

    /** Characters of items after which a batch is full. */
    static final int BATCH_CHARACTERS = 1 << 20;

    /** Longest time to wait in all for a service that has too much to do. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int MOMENTS = 20;

    private final Jobs jobs;
    private final JsonJobType<?, ?, ?> type;
    private final String jobId;
    private final OptionalLong begin;
    private final Waiting waiting;
    private final List<String> batch = new ArrayList<>();
    private long characters;
    private long accepted;
    private long repeated;
    private long items;
    private Duration waited = Duration.ZERO;

    /** Lets time pass. */
    @FunctionalInterface
    interface Waiting {
        void pass(Duration time) throws InterruptedException;
    }

    /**
     * @param items how many the job has
     * @param begin position of the first item of the stream, if the client knows it
     */
    ItemUpload(Jobs jobs, JsonJobType<?, ?, ?> type, String jobId, long items, OptionalLong begin, Waiting waiting) {
        this.jobs = jobs;
        this.type = type;
        this.jobId = jobId;
        this.items = items;
        this.begin = begin;
        this.waiting = waiting;
    }

    /**
     * Takes all lines; blank ones are no items. Those before the first that is refused are kept.
     *
     * @throws ProblemException if a line is refused, or the job does not take it; it says how many were kept
     */
    AcceptedItemsBody take(Lines lines) throws InterruptedException {
        try {
            if (begin.isPresent()) {
                // A position that is wrong is told before anything is read.
                send();
            }
            for (Optional<String> line = read(lines); line.isPresent(); line = read(lines)) {
                if (!line.get().isBlank()) {
                    add(line.get(), lines.number());
                }
                if (isFull() || (!batch.isEmpty() && stalls(lines))) {
                    append();
                }
            }
            append();
            return new AcceptedItemsBody(accepted, repeated, position().orElse(items), items);
        } catch (RuntimeException e) {
            ProblemException problem = JobProblems.of(e).orElseThrow(() -> e);
            throw new ProblemException(
                    problem.problem().after(accepted, position().orElse(items)),
                    problem.retryAfter().orElse(null));
        }
    }

    /** Where the next item belongs, if the client knows where the first one did. */
    private OptionalLong position() {
        return begin.isPresent() ? OptionalLong.of(begin.getAsLong() + accepted) : begin;
    }

    private Optional<String> read(Lines lines) throws InterruptedException {
        try {
            return lines.next();
        } catch (Lines.Unreadable e) {
            append();
            Violations violations = new Violations();
            if (e.isTooLong()) {
                violations.add(
                        pointer(lines.number()),
                        ProblemCode.LIMIT_EXCEEDED,
                        "must have at most " + Lines.LONGEST + " bytes");
            } else {
                violations.add(pointer(lines.number()), ProblemCode.MALFORMED_JSON, "must be text in UTF-8");
            }
            throw new ProblemException(Problem.of(violations.toList()));
        } catch (IOException e) {
            append();
            throw new ProblemException(
                    Problem.of(ProblemCode.BAD_REQUEST, "The stream of items broke off, or paused for too long."));
        }
    }

    private void add(String line, long number) throws InterruptedException {
        Violations violations = new Violations();
        type.checkItem(line, pointer(number), violations);
        if (!violations.isEmpty()) {
            append();
            throw new ProblemException(Problem.of(violations.toList()));
        }
        batch.add(line);
        characters += line.length();
    }

    private static String pointer(long line) {
        return "/lines/" + line;
    }

    private boolean isFull() {
        return batch.size() >= BATCH_ITEMS || characters >= BATCH_CHARACTERS;
    }

    /** Whether nothing comes in for so long that what is there should be taken first. */
    private boolean stalls(Lines lines) throws InterruptedException {
        try {
            for (int i = 0; i < MOMENTS; i++) {
                if (!lines.mustWait()) {
                    return false;
                }
                waiting.pass(MOMENT);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void append() throws InterruptedException {
        if (!batch.isEmpty()) {
            send();
        }
    }

    private void send() throws InterruptedException {
        while (true) {
            try {
                JobStore.Appended appended = jobs.append(jobId, position(), batch);
                items = appended.items();
                repeated += appended.repeated();
                accepted += batch.size();
                batch.clear();
                characters = 0;
                return;
            } catch (Overloaded e) {
                Duration pause = e.retryAfter().compareTo(LONGEST_PAUSE) < 0 ? e.retryAfter() : LONGEST_PAUSE;
                waited = waited.plus(pause);
                if (waited.compareTo(PATIENCE) > 0) {
                    throw e;
                }
                waiting.pass(pause);
            }
        }
    }
}
