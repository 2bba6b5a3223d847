package io.amorsize.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.job.ItemError;
import io.amorsize.job.RetryPolicy;
import io.amorsize.job.spi.ItemFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemErrorsTest {

    private static final StackTraceElement HERE = new StackTraceElement("org.example.Here", "run", "Here.java", 1);
    private static final StackTraceElement THERE = new StackTraceElement("org.example.There", "run", "There.java", 1);

    private static RuntimeException at(RuntimeException failure, StackTraceElement... frames) {
        failure.setStackTrace(frames);
        return failure;
    }

    private static ItemError error(Throwable failure) {
        return ItemErrors.of(ItemError.Reason.EXCEPTION, failure, true);
    }

    private static RetryPolicy retrying(Set<String> only) {
        return new RetryPolicy(3, 0, 0, 1, 1, only);
    }

    @Test
    void tellsFailuresApartByClassAndPlaceAndNotByMessageOrLine() {
        String fingerprint =
                error(at(new IllegalStateException("item 1"), HERE)).fingerprint();

        StackTraceElement nextLine = new StackTraceElement("org.example.Here", "run", "Here.java", 2);
        assertThat(error(at(new IllegalStateException("item 2"), nextLine)).fingerprint())
                .isEqualTo(fingerprint);
        assertThat(error(at(new IllegalStateException("item 1"), THERE)).fingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(error(at(new IllegalArgumentException("item 1"), HERE)).fingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(ItemErrors.of(ItemError.Reason.TIMEOUT, at(new IllegalStateException(), HERE), true)
                        .fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void looksAtFramesOfTheTypeOnly() {
        StackTraceElement ours = new StackTraceElement("io.amorsize.job.run.Trier", "attempt", "Trier.java", 1);
        StackTraceElement below = new StackTraceElement("java.lang.Thread", "run", "Thread.java", 1);
        ItemError error = error(at(new IllegalStateException("x"), HERE, ours, below));

        assertThat(error.fingerprint())
                .isEqualTo(error(at(new IllegalStateException("y"), HERE)).fingerprint());
        assertThat(error.stack())
                .contains("org.example.Here")
                .doesNotContain("Trier")
                .doesNotContain("Thread");
    }

    @Test
    void groupsWhatTheRunnerDescribesByItsCode() {
        ItemFailure one = new ItemFailure("SOUR", ItemFailure.Kind.PERMANENT, "Item 1 is sour.");
        ItemFailure two = new ItemFailure("SOUR", ItemFailure.Kind.PERMANENT, "Item 2 is sour.");

        assertThat(error(one).fingerprint()).isEqualTo(error(two).fingerprint());
        assertThat(error(one).errorClass()).isEqualTo("SOUR");
        assertThat(error(one).stack()).isEmpty();
    }

    @Test
    void cutsAtWholeCharacters() {
        assertThat(ItemErrors.cut("abc", 3)).isEqualTo("abc");
        assertThat(ItemErrors.cut("abcd", 3)).isEqualTo("ab…");
        assertThat(ItemErrors.cut("a😀bc", 3)).isEqualTo("a…");
        assertThat(ItemErrors.cut("😀bcd", 3)).isEqualTo("😀…");
    }

    @Test
    void boundsMessageAndStack() {
        StackTraceElement[] frames = new StackTraceElement[10_000];
        Arrays.fill(frames, HERE);
        ItemError error = error(at(new IllegalStateException("x".repeat(100_000)), frames));

        assertThat(error.message()).hasSize(2_000);
        assertThat(error.stack()).hasSize(8_000);
    }

    @Test
    void endsACircleOfCauses() {
        IOException first = new IOException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(error(first).stack()).contains("first", "second").hasSizeLessThan(8_001);
    }

    @Test
    void retriesWhatTheJobNamesOrElseWhatCouldBeMended() {
        ItemFailure permanent = new ItemFailure("SOUR", ItemFailure.Kind.PERMANENT, "");
        RetryPolicy any = retrying(Set.of());

        assertThat(ItemErrors.retryable(permanent, any)).isFalse();
        assertThat(ItemErrors.retryable(new ItemFailure("BUSY", ItemFailure.Kind.TARGET, ""), any))
                .isTrue();
        assertThat(ItemErrors.retryable(new IOException(), any)).isTrue();
        assertThat(ItemErrors.retryable(new NoClassDefFoundError(), any)).isFalse();
        assertThat(ItemErrors.retryable(permanent, retrying(Set.of("SOUR")))).isTrue();
        assertThat(ItemErrors.retryable(new IOException(), retrying(Set.of("SOUR"))))
                .isFalse();
        assertThat(ItemErrors.retryable(new IOException(), retrying(Set.of("java.io.IOException"))))
                .isTrue();
    }
}
