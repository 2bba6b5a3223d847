package io.amorsize.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Metrics in Prometheus' text format, taken apart.
 *
 * @param text as it was received
 */
record Exposition(String text) {

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String TYPE = "# TYPE ";

    /**
     * One line.
     *
     * @param name name with its suffix
     * @param labels in the order of the text
     * @param value the number
     */
    record Series(String name, Map<String, String> labels, double value) {}

    static Exposition scrape(URI management) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/q/metrics"))
                .header("Accept", "text/plain")
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return new Exposition(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Types by family, for families whose name begins with {@code prefix}. */
    Map<String, String> types(String prefix) {
        Map<String, String> types = new LinkedHashMap<>();
        text.lines()
                .filter(line -> line.startsWith(TYPE + prefix))
                .map(line -> line.substring(TYPE.length()).split(" "))
                .forEach(words -> types.put(words[0], words[1]));
        return types;
    }

    /** All series whose name begins with {@code prefix}. */
    List<Series> series(String prefix) {
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .map(Exposition::parsed)
                .toList();
    }

    private static Series parsed(String line) {
        Matcher parts = SERIES.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("Not a series: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Series(parts.group(1), labels, Double.parseDouble(parts.group(3)));
    }

    /** Names of the labels of a family, those of the format itself left out. */
    Set<String> labels(String family) {
        Set<String> names = new LinkedHashSet<>();
        Stream.of("", "_bucket", "_count", "_sum")
                .flatMap(suffix ->
                        series(family).stream().filter(each -> each.name().equals(family + suffix)))
                .forEach(each -> names.addAll(each.labels().keySet()));
        names.remove("le");
        return names;
    }

    /** Sum of the series of a name with this label. */
    double sum(String name, String label, String value) {
        return series(name).stream()
                .filter(each ->
                        each.name().equals(name) && value.equals(each.labels().get(label)))
                .mapToDouble(Series::value)
                .sum();
    }

    /** The lines of the families whose name begins with {@code prefix}, with their comments. */
    String only(String prefix) {
        StringBuilder lines = new StringBuilder();
        text.lines()
                .filter(line -> line.startsWith(prefix) || line.matches("# (HELP|TYPE) " + prefix + ".*"))
                .forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }
}
