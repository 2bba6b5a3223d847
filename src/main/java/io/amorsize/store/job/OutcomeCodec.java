package io.amorsize.store.job;

import io.amorsize.job.ItemError;
import io.amorsize.job.ItemOutcome;
import io.amorsize.job.OutcomeStatus;
import io.amorsize.store.job.DamagedRow.Unreadable;
import java.util.List;
import java.util.Optional;

/**
 * Outcomes as bytes. First comes one byte for the form of what follows. For each outcome there are then: a byte of
 * status and marks, the tries unless it was one, the microseconds of the last, the result if there is one, and of a
 * failure its reason, class and message. Stack, fingerprint and earlier tries are left to the dead letters.
 */
final class OutcomeCodec {

    /** Outcomes one after the other. */
    static final int EACH = 1;

    /** All are cancelled, and none was tried. */
    static final int ALL_CANCELLED = 2;

    private static final int STATUS = 0x07;
    private static final int ONE_TRY = 0x08;
    private static final int RESULT = 0x10;
    private static final int FAILURE = 0x20;
    private static final int RETRYABLE = 0x40;

    private static final double MICROS = 1e6;

    private OutcomeCodec() {}

    static void write(ItemOutcome outcome, ByteWriter to) {
        to.octet(code(outcome.status())
                | (outcome.attempts() == 1 ? ONE_TRY : 0)
                | (outcome.result().isPresent() ? RESULT : 0)
                | (outcome.failure().isPresent() ? FAILURE : 0)
                | (outcome.failure()
                                .filter(failure -> failure.error().retryable())
                                .isPresent()
                        ? RETRYABLE
                        : 0));
        if (outcome.attempts() != 1) {
            to.number(outcome.attempts());
        }
        to.number(Math.round(outcome.seconds() * MICROS));
        if (outcome.result().isPresent()) {
            to.text(outcome.result().get());
        }
        if (outcome.failure().isPresent()) {
            ItemError error = outcome.failure().get().error();
            to.text(error.reason().name());
            to.text(error.errorClass());
            to.text(error.message());
        }
    }

    static ItemOutcome read(long index, ByteReader from) throws Unreadable {
        int marks = from.octet();
        OutcomeStatus status = status(marks & STATUS);
        int attempts = (marks & ONE_TRY) != 0 ? 1 : (int) from.number();
        double seconds = from.number() / MICROS;
        Optional<String> result = (marks & RESULT) != 0 ? Optional.of(from.text()) : Optional.empty();
        Optional<ItemOutcome.Failure> failure = (marks & FAILURE) != 0
                ? Optional.of(new ItemOutcome.Failure(error((marks & RETRYABLE) != 0, from), List.of()))
                : Optional.empty();
        return new ItemOutcome(index, status, attempts, seconds, result, failure);
    }

    /** Goes past an outcome. */
    static void skip(ByteReader from) throws Unreadable {
        int marks = from.octet();
        if ((marks & ONE_TRY) == 0) {
            from.number();
        }
        from.number();
        int texts = ((marks & RESULT) != 0 ? 1 : 0) + ((marks & FAILURE) != 0 ? 3 : 0);
        for (int i = 0; i < texts; i++) {
            from.skipText();
        }
    }

    private static ItemError error(boolean retryable, ByteReader from) throws Unreadable {
        String name = from.text();
        for (ItemError.Reason reason : ItemError.Reason.values()) {
            if (reason.name().equals(name)) {
                return new ItemError(reason, from.text(), from.text(), "", "", retryable);
            }
        }
        throw new Unreadable("its reason “" + name + "” is unknown to this version");
    }

    private static int code(OutcomeStatus status) {
        return switch (status) {
            case OK -> 0;
            case ERROR -> 1;
            case TIMEOUT -> 2;
            case REJECTED -> 3;
            case CANCELLED -> 4;
        };
    }

    private static OutcomeStatus status(int code) throws Unreadable {
        return switch (code) {
            case 0 -> OutcomeStatus.OK;
            case 1 -> OutcomeStatus.ERROR;
            case 2 -> OutcomeStatus.TIMEOUT;
            case 3 -> OutcomeStatus.REJECTED;
            case 4 -> OutcomeStatus.CANCELLED;
            default -> throw new Unreadable("its status " + code + " is unknown to this version");
        };
    }
}
