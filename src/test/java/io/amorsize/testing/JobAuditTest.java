package io.amorsize.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever proves that nothing is lost must notice when something is. */
class JobAuditTest {

    private static final String FIRST = "{\"index\":0,\"status\":\"OK\",\"result\":{\"index\":50}}\n";
    private static final String POISON =
            "{\"index\":1,\"status\":\"ERROR\",\"error\":{\"errorClass\":\"SYNTHETIC_POISON\"}}\n";
    private static final String LAST = "{\"index\":2,\"status\":\"OK\",\"result\":{\"index\":52}}\n";
    private static final String LETTER = "{\"itemIndex\":1,\"payload\":51}\n";

    @Test
    void isContentWithWhatIsRight() throws IOException {
        JobAudit.Findings found = audit(FIRST + POISON + LAST, LETTER, 2, 1);

        assertThat(found.defects()).isEmpty();
        assertThat(found.outcomes()).isEqualTo(3);
        assertThat(found.lost()).isZero();
        assertThat(found.doubled()).isZero();
    }

    @Test
    void noticesWhatIsLost() throws IOException {
        assertThat(audit(FIRST + POISON, LETTER, 1, 1).lost()).isEqualTo(1);
        assertThat(audit("", "", 0, 0).lost()).isEqualTo(3);
        assertThat(audit(FIRST + LAST, "", 2, 0).defects()).isNotEmpty();
    }

    @Test
    void noticesWhatIsThereTwice() throws IOException {
        assertThat(audit(FIRST + FIRST + POISON + LAST, LETTER, 3, 1).doubled()).isEqualTo(1);
        assertThat(audit(FIRST + POISON + LAST, LETTER + LETTER, 2, 1).defects())
                .singleElement()
                .asString()
                .contains("More than one dead letter");
    }

    @Test
    void noticesOutcomesOfOtherItems() throws IOException {
        assertThat(audit(FIRST.replace("50", "52") + POISON + LAST, LETTER, 2, 1)
                        .defects())
                .hasSize(1);
        assertThat(audit(FIRST + POISON.replace("SYNTHETIC_POISON", "OTHER") + LAST, LETTER, 2, 1)
                        .defects())
                .hasSize(1);
        assertThat(audit(POISON + FIRST + LAST, LETTER, 2, 1).defects()).hasSize(1);
        assertThat(audit(FIRST + POISON + LAST, LETTER.replace("51", "50"), 2, 1)
                        .defects())
                .hasSize(1);
    }

    @Test
    void noticesCountsAndLettersThatDoNotMatch() throws IOException {
        assertThat(audit(FIRST + POISON + LAST, LETTER, 3, 0).defects()).hasSize(1);
        assertThat(audit(FIRST + POISON + LAST, "", 2, 1).defects()).hasSize(1);
    }

    /** Three items from 50 on, of which 51 fails for good, as a service would tell of them. */
    private static JobAudit.Findings audit(String results, String letters, int succeeded, int failed)
            throws IOException {
        String job = "{\"state\":\"COMPLETED_WITH_FAILURES\",\"progress\":{\"items\":3,\"succeeded\":%d,\"failed\":%d}}"
                .formatted(succeeded, failed);
        Map<String, String> answers =
                Map.of("/v1/jobs/a/results", results, "/v1/dead-letters/export", letters, "/v1/jobs/a", job);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body =
                    answers.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (JobApi api =
                new JobApi(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))) {
            return new JobAudit(3, 50, number -> number == 51).of(api, "a");
        } finally {
            server.stop(0);
        }
    }
}
