package io.amorsize.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DefectMapperTest {

    @Test
    void tellsTheClientNothingOfTheInside() {
        DefectMapper mapper = new DefectMapper(new ProblemResponses(new CurrentVertxRequest()));

        try (Response response = mapper.toResponse(new IllegalStateException("secret at io.amorsize.Inside"))) {
            assertThat(response.getStatus()).isEqualTo(500);
            assertThat(response.getMediaType()).hasToString("application/problem+json");
            assertThat(new String((byte[]) response.getEntity(), StandardCharsets.UTF_8))
                    .contains("\"code\":\"INTERNAL_ERROR\"")
                    .doesNotContain("secret", "Inside", "Exception");
        }
    }

    /** As the framework wraps it. */
    @Test
    void aClientThatIsGoneIsNoDefect() {
        DefectMapper mapper = new DefectMapper(new ProblemResponses(new CurrentVertxRequest()));

        try (Response response =
                mapper.toResponse(new IOException(new IOException(new HttpClosedException("Connection was closed"))))) {
            assertThat(response.getStatus()).isEqualTo(400);
            assertThat(new String((byte[]) response.getEntity(), StandardCharsets.UTF_8))
                    .contains("\"code\":\"BAD_REQUEST\"");
        }
        try (Response response = mapper.toResponse(new IOException("No space left on device"))) {
            assertThat(response.getStatus()).isEqualTo(500);
        }
    }
}
