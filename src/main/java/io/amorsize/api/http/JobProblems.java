package io.amorsize.api.http;

import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.api.problem.Violation;
import io.amorsize.job.DamagedJob;
import io.amorsize.job.JobConflict;
import io.amorsize.job.Overloaded;
import io.amorsize.job.PositionConflict;
import io.amorsize.job.UnknownJob;
import io.amorsize.recommendation.StoreUnavailable;
import java.util.Optional;

/** What clients are told when jobs cannot do what was asked for. */
public final class JobProblems {

    private JobProblems() {}

    /** There is no such job. */
    public static ProblemException unknown(String jobId) {
        return new ProblemException(Problem.of(
                ProblemCode.UNKNOWN_JOB, "There is no job " + Query.quoted(jobId) + ", or it has been removed."));
    }

    /** The problem behind an exception of the domain; empty if it is a defect. */
    public static Optional<ProblemException> of(RuntimeException e) {
        return Optional.ofNullable(
                switch (e) {
                    case ProblemException problem -> problem;
                    case UnknownJob unknown ->
                        new ProblemException(Problem.of(ProblemCode.UNKNOWN_JOB, String.valueOf(unknown.getMessage())));
                    case JobConflict conflict ->
                        new ProblemException(
                                Problem.of(ProblemCode.JOB_CONFLICT, String.valueOf(conflict.getMessage())));
                    case PositionConflict conflict ->
                        new ProblemException(Problem.ofPosition(
                                conflict.items(),
                                Violation.ofParameter(
                                        "position",
                                        ProblemCode.POSITION_CONFLICT,
                                        String.valueOf(conflict.getMessage()))));
                    case Overloaded overloaded ->
                        new ProblemException(
                                Problem.of(ProblemCode.OVERLOADED, String.valueOf(overloaded.getMessage())),
                                overloaded.retryAfter());
                    case DamagedJob damaged ->
                        new ProblemException(Problem.of(ProblemCode.DAMAGED_JOB, String.valueOf(damaged.getMessage())));
                    case StoreUnavailable ignored -> new ProblemException(Problem.STORE_UNAVAILABLE);
                    default -> null;
                });
    }
}
