package io.amorsize.api.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.amorsize.optimizer.Decision;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import io.amorsize.recommendation.Headline;
import io.amorsize.testing.Kept;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form is read by a program that is used to it, whatever the workload is called. */
class SavedPlanTest {

    private static String in(SavedPlan.Format format, String workload) {
        return SavedPlan.of(new Headline(
                        Kept.id(1),
                        Kept.EPOCH,
                        Optional.of(workload),
                        "1",
                        Decision.PARALLEL,
                        48,
                        1,
                        Executor.VIRTUAL_THREADS,
                        1.25e7,
                        new Interval(0.5, 2e-5)))
                .in(format);
    }

    @ParameterizedTest
    @EnumSource(SavedPlan.Format.class)
    void numbersHaveNoExponent(SavedPlan.Format format) {
        assertThat(in(format, "orders")).contains("12500000", "0.000020").doesNotContainPattern("[0-9]E-?[0-9]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders-shipping",
                "no",
                "1e3",
                "null",
                "a: b # c",
                "x\", \"workers\": 1, \"y\": \"",
                "x\nworkers: 1",
                "x\\nworkers=1",
                "x\r\nplan.workers=1",
                "'; touch hacked; '",
                "$(touch hacked)`touch hacked`${HOME}",
                "back\\slash \\\\ \\u0041",
                " blank = : ! #",
                "{{ .Values.x }} {{- fail \"x\" -}}",
                "tab\tbell\u0007del\u007fnel\u0085ls\u2028",
                "Grüße “Aufträge”",
                "%s*?[a-z]~"
            })
    void anyNameStaysAName(String name, @TempDir Path folder) throws IOException, InterruptedException {
        checkTree(new ObjectMapper().readTree(in(SavedPlan.Format.json, name)), name);
        checkTree(new YAMLMapper().readTree(in(SavedPlan.Format.yaml, name)), name);
        checkTree(new YAMLMapper().readTree(in(SavedPlan.Format.helm, name)).path("parallelism"), name);
        checkProperties(in(SavedPlan.Format.properties, name), name);
        checkShell(in(SavedPlan.Format.env, name), name, folder);
    }

    private static void checkTree(JsonNode tree, String name) {
        assertThat(tree.size()).isEqualTo(11);
        assertThat(tree.path("workload").textValue()).isEqualTo(name);
        assertThat(tree.path("recommendationId").textValue()).isEqualTo(Kept.id(1));
        assertThat(tree.path("createdAt").textValue()).isEqualTo("2026-11-21T08:30:00.123Z");
        assertThat(tree.path("workers").intValue()).isEqualTo(48);
        assertThat(tree.path("chunkSize").intValue()).isEqualTo(1);
        assertThat(tree.path("executor").textValue()).isEqualTo("VIRTUAL_THREADS");
        assertThat(tree.path("expectedSpeedup").doubleValue()).isEqualTo(1.25e7);
        assertThat(tree.path("expectedSpeedupHigh90").doubleValue()).isEqualTo(2e-5);
        assertThat(tree.path("modelVersion").textValue()).isEqualTo("1");
    }

    private static void checkProperties(String text, String name) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));

        assertThat(properties).hasSize(11);
        assertThat(properties.getProperty("plan.workload")).isEqualTo(name);
        assertThat(properties.getProperty("plan.workers")).isEqualTo("48");
        assertThat(properties.getProperty("plan.created-at")).isEqualTo("2026-11-21T08:30:00.123Z");
    }

    /** A shell sources the file, then prints its variables with zeros between them. */
    private static void checkShell(String text, String name, Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("plan.env"), text);
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "set -a; . ./plan.env; env -0").directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process shell = builder.redirectErrorStream(true).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).as(printed).isZero();
        Map<String, String> variables = new HashMap<>();
        for (String line : List.of(printed.split("\0"))) {
            variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        assertThat(variables).containsEntry("PLAN_WORKLOAD", name).containsEntry("PLAN_WORKERS", "48");
        assertThat(variables.keySet().stream().filter(variable -> variable.startsWith("PLAN_")))
                .hasSize(11);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Docker takes the value as it stands, with quotes and all. */
    @Test
    void ordinaryValuesHaveNoQuotes() {
        assertThat(in(SavedPlan.Format.env, "orders-shipping")).doesNotContain("'", "\"");
    }

    @Test
    void aWorkloadWithoutANameIsLeftOut() {
        assertThat(SavedPlan.of(Kept.numbered(1).headline()).in(SavedPlan.Format.env))
                .doesNotContain("WORKLOAD");
    }
}
