package io.amorsize.api.deadletter;

import io.amorsize.api.http.Query;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.deadletter.DeadLetterConflict;
import io.amorsize.deadletter.Redrives;
import io.amorsize.deadletter.UnavailableJobType;
import io.amorsize.deadletter.UnknownDeadLetter;
import io.amorsize.deadletter.UnknownRedrive;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What clients are told when dead letters cannot do what was asked for. */
final class DeadLetterProblems {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private DeadLetterProblems() {}

    /**
     * What {@code work} answers.
     *
     * @throws ProblemException where the domain refuses
     */
    static <R> R answer(Supplier<R> work) {
        try {
            return work.get();
        } catch (UnknownDeadLetter e) {
            throw problem(ProblemCode.UNKNOWN_DEAD_LETTER, e);
        } catch (UnknownRedrive e) {
            throw problem(ProblemCode.UNKNOWN_REDRIVE, e);
        } catch (DeadLetterConflict | UnavailableJobType e) {
            throw problem(ProblemCode.DEAD_LETTER_CONFLICT, e);
        }
    }

    private static ProblemException problem(ProblemCode code, RuntimeException e) {
        return new ProblemException(Problem.of(code, String.valueOf(e.getMessage())));
    }

    static ProblemException unknownLetter(String id) {
        return new ProblemException(Problem.of(
                ProblemCode.UNKNOWN_DEAD_LETTER,
                "There is no dead letter " + Query.quoted(id) + ", or none any more."));
    }

    static ProblemException unknownRedrive(String id) {
        return new ProblemException(Problem.of(
                ProblemCode.UNKNOWN_REDRIVE, "There is no redrive " + Query.quoted(id) + ", or none any more."));
    }

    /** The identifier, if it has the form of one: databases do not take every text. */
    static String letterId(String id) {
        if (!ID.matcher(id).matches()) {
            throw unknownLetter(id);
        }
        return id;
    }

    static String redriveId(String id) {
        if (!ID.matcher(id).matches()) {
            throw unknownRedrive(id);
        }
        return id;
    }

    /** @throws ProblemException if the key stands for another request */
    static Redrives.Submission sameRequest(Redrives.Submission submission) {
        if (!submission.sameRequest()) {
            throw new ProblemException(Problem.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent with another redrive or replay at "
                            + submission.redrive().createdAt() + ". Take a new key for a new one."));
        }
        return submission;
    }
}
