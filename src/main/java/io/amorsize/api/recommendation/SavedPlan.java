package io.amorsize.api.recommendation;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.amorsize.recommendation.Headline;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A recommendation as a configuration that a program loads when it is deployed. Whatever the workload is called, each
 * form is well-formed and has the same keys.
 */
final class SavedPlan {

    /** Forms to write it in. The names are those of the query parameter. */
    enum Format {
        /** JSON. */
        json("application/json"),
        /** YAML. */
        yaml("application/yaml"),
        /** A properties file of Java. */
        properties("text/plain;charset=UTF-8"),
        /** Variables as a shell, systemd and Docker read them. */
        env("text/plain;charset=UTF-8"),
        /** A values file for a Helm chart. */
        helm("application/yaml");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    private static final Pattern SAFE_IN_SHELL = Pattern.compile("[A-Za-z0-9._:/+-]+");

    /** Key in camelCase to value: a text or a number. */
    private final Map<String, Object> entries = new LinkedHashMap<>();

    private SavedPlan() {}

    static SavedPlan of(Headline headline) {
        SavedPlan plan = new SavedPlan();
        plan.entries.put("recommendationId", headline.id());
        headline.workload().ifPresent(name -> plan.entries.put("workload", name));
        plan.entries.put("createdAt", headline.createdAt().toString());
        plan.entries.put("decision", headline.decision().name());
        plan.entries.put("workers", headline.workers());
        plan.entries.put("chunkSize", headline.chunkSize());
        plan.entries.put("executor", headline.executor().name());
        plan.entries.put("expectedSpeedup", BigDecimal.valueOf(headline.speedup()));
        plan.entries.put(
                "expectedSpeedupLow90", BigDecimal.valueOf(headline.interval90().low()));
        plan.entries.put(
                "expectedSpeedupHigh90",
                BigDecimal.valueOf(headline.interval90().high()));
        plan.entries.put("modelVersion", headline.modelVersion());
        return plan;
    }

    String in(Format format) {
        return switch (format) {
            case json -> lines("{\n", ",\n", "\n}\n", (key, value) -> "  " + jsonText(key) + ": " + json(value));
            case yaml -> lines("", "\n", "\n", (key, value) -> key + ": " + json(value));
            case properties ->
                lines("", "\n", "\n", (key, value) -> "plan." + kebabCase(key) + "=" + propertyText(plain(value)));
            case env -> lines("", "\n", "\n", (key, value) -> variable(key) + "=" + shellText(plain(value)));
            case helm -> lines("parallelism:\n", "\n", "\n", (key, value) -> "  " + key + ": " + json(value));
        };
    }

    /** How an entry is written. */
    @FunctionalInterface
    private interface Line {
        String of(String key, Object value);
    }

    private String lines(String head, String between, String end, Line line) {
        return entries.entrySet().stream()
                .map(entry -> line.of(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(between, head, end));
    }

    /** JSON, which is YAML, too. */
    private static String json(Object value) {
        return value instanceof String text ? jsonText(text) : plain(value);
    }

    /** Without an exponent, which not every reader takes. */
    private static String plain(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Everything outside ASCII is escaped: YAML does not allow all of it as it is. */
    private static String jsonText(String text) {
        String escaped = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
        return '"' + ascii(escaped) + '"';
    }

    private static String propertyText(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                escaped.append("\\u%04x".formatted((int) c));
            } else if ("\\:=#! ".indexOf(c) >= 0) {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c);
            }
        }
        return ascii(escaped.toString());
    }

    private static String ascii(String text) {
        return text.chars()
                .mapToObj(c -> c > '~' ? "\\u%04x".formatted(c) : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    /** In single quotes unless that changes nothing: not everything that reads such files takes quotes off. */
    private static String shellText(String text) {
        return SAFE_IN_SHELL.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String variable(String key) {
        return "PLAN_" + kebabCase(key).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String kebabCase(String key) {
        return key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
