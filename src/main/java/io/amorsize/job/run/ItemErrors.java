package io.amorsize.job.run;

import io.amorsize.job.ItemError;
import io.amorsize.job.RetryPolicy;
import io.amorsize.job.spi.ItemFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Describes failures for people, and groups those of the same sort. */
final class ItemErrors {

    private static final int MOST_MESSAGE = 2_000;
    private static final int MOST_STACK = 8_000;
    private static final int FRAMES_IN_FINGERPRINT = 5;
    private static final int FINGERPRINT_BYTES = 8;

    /** Packages of this class and its callers: frames below them say nothing about the item. */
    private static final String OURS = ItemErrors.class.getPackageName() + ".";

    private ItemErrors() {}

    /** What sort a failure is: a code that the runner gave, or the name of the exception. */
    static String errorClass(Throwable failure) {
        return failure instanceof ItemFailure known
                ? known.code()
                : failure.getClass().getName();
    }

    /** Whether another try is worth it, as far as the failure and the job say. */
    static boolean retryable(Throwable failure, RetryPolicy policy) {
        Set<String> only = policy.retryOn();
        if (!only.isEmpty()) {
            return only.contains(errorClass(failure));
        }
        return switch (failure) {
            case ItemFailure known -> known.kind() != ItemFailure.Kind.PERMANENT;
            case LinkageError broken -> false;
            default -> true;
        };
    }

    static ItemError of(ItemError.Reason reason, Throwable failure, boolean retryable) {
        String errorClass = errorClass(failure);
        // A failure that the runner describes says all in its message; its stack is always the same.
        String stack = failure instanceof ItemFailure && failure.getCause() == null ? "" : stack(failure);
        return new ItemError(
                reason,
                errorClass,
                cut(message(failure), MOST_MESSAGE),
                cut(stack, MOST_STACK),
                fingerprint(reason, errorClass, failure),
                retryable);
    }

    /** An end without an exception. */
    static ItemError of(ItemError.Reason reason, String errorClass, String message, boolean retryable) {
        return new ItemError(
                reason, errorClass, cut(message, MOST_MESSAGE), "", hash(reason.name() + "\n" + errorClass), retryable);
    }

    /** May be empty; an exception of others may fail even at this. */
    static String message(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException e) {
            return "";
        }
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    private static String stack(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable next = failure;
        for (int depth = 0; next != null && depth < FRAMES_IN_FINGERPRINT && text.length() < MOST_STACK; depth++) {
            if (depth > 0) {
                text.append("Caused by: ");
            }
            text.append(next.getClass().getName())
                    .append(": ")
                    .append(message(next))
                    .append('\n');
            for (StackTraceElement frame : next.getStackTrace()) {
                if (frame.getClassName().startsWith(OURS) || text.length() >= MOST_STACK) {
                    break;
                }
                text.append("    at ").append(frame).append('\n');
            }
            next = next.getCause();
        }
        return text.toString();
    }

    /** Of class and place: messages vary from item to item. */
    private static String fingerprint(ItemError.Reason reason, String errorClass, Throwable failure) {
        StringBuilder text = new StringBuilder(reason.name()).append('\n').append(errorClass);
        if (!(failure instanceof ItemFailure)) {
            int frames = 0;
            for (StackTraceElement frame : failure.getStackTrace()) {
                if (frame.getClassName().startsWith(OURS) || frames++ == FRAMES_IN_FINGERPRINT) {
                    break;
                }
                text.append('\n').append(frame.getClassName()).append('.').append(frame.getMethodName());
            }
        }
        return hash(text.toString());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
