package io.amorsize.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Links lead somewhere, and the README knows every package. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:)([^)#\\s]*)(#[^)\\s]*)?\\)");
    private static final Pattern PACKAGE = Pattern.compile("^\\| `([a-z.]+)` \\|");

    @TestFactory
    Stream<DynamicTest> linksLeadSomewhere() {
        return Documents.files().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(), () -> assertThat(brokenLinks(file)).isEmpty()));
    }

    private static List<String> brokenLinks(Path file) {
        return LINK.matcher(String.join("\n", Documents.lines(file)))
                .results()
                .filter(link -> !leadsSomewhere(file, link))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean leadsSomewhere(Path file, MatchResult link) {
        Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
        if (!Files.exists(target)) {
            return false;
        }
        return link.group(2) == null || anchors(target).contains(link.group(2).substring(1));
    }

    /** The anchors that a Markdown renderer makes of the headings. */
    private static List<String> anchors(Path file) {
        return Documents.lines(file).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void theReadmeListsThePackagesThatExist() throws IOException {
        Path root = Path.of("src/main/java/io/amorsize");
        try (Stream<Path> folders = Files.walk(root)) {
            List<String> existing = folders.filter(path -> path.endsWith("package-info.java"))
                    .map(path -> root.relativize(path.getParent()).toString().replace('/', '.'))
                    .toList();

            List<String> listed = Documents.lines(Path.of("README.md")).stream()
                    .flatMap(line -> PACKAGE.matcher(line).results())
                    .map(found -> found.group(1))
                    .toList();

            assertThat(existing).containsAll(listed);
            assertThat(existing)
                    .allSatisfy(name ->
                            assertThat(listed).anyMatch(entry -> name.equals(entry) || name.startsWith(entry + ".")));
        }
    }
}
