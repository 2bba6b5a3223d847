package io.amorsize.api.job;

import io.amorsize.api.http.Identifiers;
import io.amorsize.api.http.JobProblems;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.job.Job;
import io.amorsize.job.JobView;
import io.amorsize.job.Jobs;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.OptionalDouble;

/** What the resources of jobs have in common. Safe for use by many threads. */
@Singleton
class JobDesk {

    private final Jobs jobs;
    private final InstantSource clock;

    JobDesk(Jobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * The identifier of a path, if it can be one.
     *
     * @throws ProblemException if it cannot
     */
    static String id(String given) {
        if (!Identifiers.isIdentifier(given)) {
            throw JobProblems.unknown(given);
        }
        return given;
    }

    /**
     * A job.
     *
     * @throws ProblemException if there is none
     */
    JobView find(String given) {
        return jobs.find(id(given)).orElseThrow(() -> JobProblems.unknown(given));
    }

    /** The body of a job and how it is getting on. */
    JobBody body(JobView view) {
        return JobBody.of(view, clock.instant());
    }

    /** The body of a job of which only that is known. */
    JobBody body(Job job) {
        return body(new JobView(job, 0, OptionalDouble.empty(), OptionalDouble.empty()));
    }
}
