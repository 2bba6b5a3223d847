package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    HttpMetersTest() {
        HttpMeters filters = new HttpMeters();
        registry.config().meterFilter(filters.httpBuckets()).meterFilter(filters.httpMethods());
    }

    @Test
    void inventedMethodsShareOneTagValue() {
        for (int i = 0; i < 100; i++) {
            registry.timer("http.server.requests", "method", "M" + i, "uri", "/v1/host")
                    .record(Duration.ofMillis(1));
        }

        assertThat(registry.get("http.server.requests").timers()).hasSize(1);
        assertThat(registry.get("http.server.requests")
                        .tag("method", "OTHER")
                        .timer()
                        .count())
                .isEqualTo(100);
    }

    @Test
    void requestsHaveBuckets() {
        Timer timer = registry.timer("http.server.requests", "method", "GET");
        timer.record(Duration.ofMillis(3));

        assertThat(timer.takeSnapshot().histogramCounts()).hasSize(12);
        assertThat(timer.getId().getTag("method")).isEqualTo("GET");
    }

    @Test
    void otherMetersStayAsTheyAre() {
        Timer timer = registry.timer("other", "method", "M1");

        assertThat(timer.getId().getTag("method")).isEqualTo("M1");
        assertThat(timer.takeSnapshot().histogramCounts()).isEmpty();
    }
}
