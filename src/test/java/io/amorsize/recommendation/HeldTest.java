package io.amorsize.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTest {

    private Instant now = Instant.EPOCH;
    private final Held<String, String> held = new Held<>(() -> now, Duration.ofSeconds(1), 2);

    @Test
    void readsOnceWithinTheLifetime() {
        assertThat(held.get("a", () -> "first")).isEqualTo("first");
        assertThat(held.isFresh("a")).isTrue();
        assertThat(held.get("a", () -> "second")).isEqualTo("first");
    }

    @Test
    void readsAgainWhenItIsOld() {
        held.get("a", () -> "first");

        now = now.plusMillis(1_001);

        assertThat(held.isFresh("a")).isFalse();
        assertThat(held.get("a", () -> "second")).isEqualTo("second");
        assertThat(held.get("a", () -> "third")).isEqualTo("second");
    }

    @Test
    void othersGetTheOldValueWhileOneReads() {
        // Given
        held.get("a", () -> "old");
        now = now.plusSeconds(2);
        List<String> others = new ArrayList<>();

        // When
        String own = held.get("a", () -> {
            others.add(held.get("a", () -> "never read"));
            return "new";
        });

        // Then
        assertThat(own).isEqualTo("new");
        assertThat(others).containsExactly("old");
    }

    @Test
    void doesNotKeepWhatWasDroppedWhileItWasRead() {
        held.get("a", () -> {
            held.drop("a");
            return "from before the drop";
        });

        assertThat(held.isFresh("a")).isFalse();
        assertThat(held.get("a", () -> "from after it")).isEqualTo("from after it");
    }

    @Test
    void keepsWhatWasAskedForLast() {
        held.get("a", () -> "a");
        held.get("b", () -> "b");
        held.get("a", () -> "unread");
        held.get("c", () -> "c");

        assertThat(held.isFresh("a")).isTrue();
        assertThat(held.isFresh("b")).isFalse();
        assertThat(held.isFresh("c")).isTrue();
    }

    @Test
    void triesAgainAfterAFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> held.get("a", () -> {
                    throw new IllegalStateException("no log");
                }));

        assertThat(held.get("a", () -> "read")).isEqualTo("read");
    }
}
