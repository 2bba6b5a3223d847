package io.amorsize.deadletter;

import io.amorsize.job.DamagedJob;
import io.amorsize.job.JobConflict;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.UnknownJob;
import java.util.List;
import java.util.Optional;

/**
 * Drives redrives on: hands letters to their jobs, closes and cancels these, and gives back what will not be run. What
 * it did is kept in the store alone, so any replica goes on where another has stopped. Safe for use by many threads,
 * and by many services at a time.
 */
public final class RedriveFeeder {

    /** Letters that are handed over in a transaction, so that others can write in between. */
    static final int BATCH = 500;

    /** Redrives that are read at a time. */
    private static final int PAGE = 100;

    private final Redrives redrives;
    private final JobStore jobs;

    /** Drives the redrives that are kept in {@code redrives}. */
    public RedriveFeeder(Redrives redrives, JobStore jobs) {
        this.redrives = redrives;
        this.jobs = jobs;
    }

    /**
     * Drives each redrive on by a batch.
     *
     * @return whether there is more to do at once
     * @throws DamagedJob if one of them cannot be driven on and there is no more to do at once with others
     */
    public boolean step() {
        boolean more = false;
        Optional<DamagedJob> damage = Optional.empty();
        List<Redrive> page;
        Optional<String> last = Optional.empty();
        do {
            page = redrives.unfinished(last, PAGE);
            for (Redrive redrive : page) {
                try {
                    more |= step(redrive);
                } catch (DamagedJob e) {
                    damage = Optional.of(e);
                }
                last = Optional.of(redrive.id());
            }
        } while (page.size() == PAGE);
        if (!more && damage.isPresent()) {
            throw damage.get();
        }
        return more;
    }

    private boolean step(Redrive redrive) {
        return switch (redrive.state()) {
            case FEEDING -> feed(redrive);
            case RUNNING -> {
                settle(redrive);
                yield false;
            }
            case CANCELLING -> {
                redrive.jobs().forEach(this::cancel);
                giveBackAll(redrive.id(), Optional.empty());
                settle(redrive);
                yield false;
            }
            case DONE, CANCELLED -> false;
        };
    }

    private boolean feed(Redrive redrive) {
        try {
            if (redrives.feed(redrive.id(), BATCH)) {
                return true;
            }
        } catch (JobConflict | UnknownJob over) {
            // Somebody cancelled one of the jobs, or removed it after that: the redrive cannot be what was asked for
            // any more.
            redrives.cancel(redrive.id());
            return true;
        }
        // The last batch may have made another job.
        redrives.find(redrive.id()).ifPresent(now -> now.jobs().forEach(this::close));
        redrives.fed(redrive.id());
        return false;
    }

    private void close(String job) {
        unlessGone(() -> jobs.change(job, JobState::closed));
    }

    private void cancel(String job) {
        unlessGone(() -> {
            try {
                jobs.change(job, state -> state instanceof JobState.Open open ? open.cancel() : state);
            } catch (DamagedJob e) {
                jobs.cancelDamaged(job);
            }
        });
    }

    private static void unlessGone(Runnable change) {
        try {
            change.run();
        } catch (UnknownJob gone) {
            // It had ended: others are not removed.
        }
    }

    /** A job that has ended will run nothing more. */
    private void settle(Redrive redrive) {
        for (String id : redrive.jobs()) {
            Optional<JobState> state = jobs.state(id);
            if (state.isEmpty() || state.get() instanceof JobState.Ended) {
                giveBackAll(redrive.id(), Optional.of(id));
            }
        }
        redrives.end(redrive.id());
    }

    private void giveBackAll(String redrive, Optional<String> job) {
        while (redrives.giveBack(redrive, job, BATCH) > 0) {
            // some at a time, so that others can write in between
        }
    }
}
