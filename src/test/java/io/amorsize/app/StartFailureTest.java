package io.amorsize.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.QuarkusBindException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Integer> exits = new ArrayList<>();

    @Test
    void aRegularEndSaysNothing() {
        end(Map.of(), 0, null);

        assertThat(exits).containsExactly(0);
        assertThat(printed()).isEmpty();
    }

    @Test
    void aRefusedStartIsToldInWordsOnly() {
        end(Map.of(), 1, new IllegalStateException(StartRefused.becauseOfConfiguration(List.of("First.", "Second."))));

        assertThat(exits).containsExactly(StartRefused.EX_CONFIG);
        assertThat(printed()).isEqualTo("Amorsize did not start:\n  - First.\n  - Second.\n");
    }

    @Test
    void aDatabaseThatMayBeThereLaterHasAnExitCodeOfItsOwn() {
        end(Map.of(), 1, new IllegalStateException(StartRefused.becauseOfDatabase("Nobody answers.")));

        assertThat(exits).containsExactly(StartRefused.EX_UNAVAILABLE);
        assertThat(printed()).isEqualTo("Amorsize did not start:\n  - Nobody answers.\n");
    }

    @Test
    void aTakenPortIsToldInWordsOnly() {
        end(Map.of(), 1, new QuarkusBindException("127.0.0.1", 8080, new BindException("taken")));

        assertThat(exits).containsExactly(StartRefused.EX_CONFIG);
        assertThat(printed())
                .contains("127.0.0.1, port 8080", "AMORSIZE_HTTP_PORT=")
                .doesNotContain("at io.");
    }

    @Test
    void aValueThatTheFrameworkCannotReadIsToldUnderOurName() {
        end(Map.of("AMORSIZE_HTTP_PORT", "abc"), 1, new IllegalArgumentException("quarkus.http.port"));

        assertThat(exits).containsExactly(StartRefused.EX_CONFIG);
        assertThat(printed()).contains("AMORSIZE_HTTP_PORT (amorsize.http.port) is “abc”");
    }

    @Test
    void anythingElseComesWithItsStackTrace() {
        end(Map.of(), 0, new IllegalStateException("broken"));

        assertThat(exits).containsExactly(1);
        assertThat(printed()).contains("unexpected", "IllegalStateException: broken", "at io.amorsize");
    }

    private void end(Map<String, String> environment, int code, @Nullable Throwable failure) {
        new StartFailure(
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        exits::add,
                        () -> Configurations.ofEnvironment(environment))
                .accept(code, failure);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
