package io.amorsize.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amorsize.testing.PackagedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every shell example of the documents is typed into a shell. Where the document shows an answer, the real one must
 * have every field of it, of the same type: the figures differ between machines, the shape does not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private PackagedService service;

    @BeforeAll
    void startTheService() {
        service = PackagedService.start(Map.of("AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS", "*,127.0.0.1:8000"));
    }

    @AfterAll
    void stopTheService() {
        service.close();
    }

    @Test
    void theServiceStartsWithoutAWarning() {
        assertThat(service.log().lines())
                .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR ") || line.startsWith("WARNING"));
    }

    @Test
    void theReadmeHasExamples() {
        assertThat(Documents.examples())
                .extracting(example -> example.file().toString())
                .contains("README.md");
    }

    @TestFactory
    Stream<DynamicTest> examples() {
        return Documents.examples().stream()
                .map(example ->
                        DynamicTest.dynamicTest(example.file() + ":" + example.line(), () -> behavesAsShown(example)));
    }

    private void behavesAsShown(Documents.Example example) throws IOException, InterruptedException {
        JsonNode shown =
                example.answer().isPresent() ? JSON.readTree(example.answer().get()) : JSON.nullNode();
        boolean isProblem = shown.path("status").asInt() >= 400;

        Run run = type(example.script(), !isProblem);

        assertThat(run.exitCode())
                .as("%s:%d printed%n%s", example.file(), example.line(), run.output())
                .isZero();
        if (example.answer().isPresent()) {
            assertHasShape(JSON.readTree(run.output()), shown, example.file() + ":" + example.line() + " ");
        }
    }

    private record Run(int exitCode, String output) {}

    /** Runs the script with the ports of this service in place of the documented ones. */
    private Run type(String script, boolean failOnErrorAnswer) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve(".curlrc"), "silent\nshow-error\n" + (failOnErrorAnswer ? "fail-with-body\n" : ""));
        Path output = folder.resolve("output");
        ProcessBuilder shell = new ProcessBuilder(
                "bash",
                "-euo",
                "pipefail",
                "-c",
                script.replaceAll(
                                "(localhost|127\\.0\\.0\\.1):8080",
                                here(service.api().getPort()))
                        .replaceAll(
                                "(localhost|127\\.0\\.0\\.1):9000",
                                here(service.management().getPort())));
        shell.environment().put("CURL_HOME", folder.toString());
        Process process = shell.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS))
                .as("the example ends")
                .isTrue();
        return new Run(process.exitValue(), Files.readString(output));
    }

    private static String here(int port) {
        return "127.0.0.1:" + port;
    }

    private static void assertHasShape(JsonNode real, JsonNode shown, String at) {
        if (shown.isNull()) {
            return;
        }
        assertThat(real.isNumber() ? "number" : real.getNodeType().toString().toLowerCase(Locale.ROOT))
                .as(at)
                .isEqualTo(
                        shown.isNumber()
                                ? "number"
                                : shown.getNodeType().toString().toLowerCase(Locale.ROOT));
        for (Map.Entry<String, JsonNode> field : shown.properties()) {
            assertHasShape(real.path(field.getKey()), field.getValue(), at + "/" + field.getKey());
        }
        List<JsonNode> elements =
                shown.isArray() ? List.copyOf(shown.valueStream().toList()) : List.of();
        if (!elements.isEmpty()) {
            assertHasShape(real.path(0), elements.getFirst(), at + "/0");
        }
    }
}
