package io.amorsize.job.type.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.api.job.JsonJobTypes;
import io.amorsize.job.BoundType;
import io.amorsize.job.InputItem;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobType;
import io.amorsize.testing.ItemTry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PluginFolderTest {

    /** A type whose name and constructor are to be filled in. */
    private static final String TYPE = """
            import io.amorsize.job.spi.*;
            public final class Odd implements JobType<Odd.Nothing, Odd.Nothing, Odd.Nothing> {
                public record Nothing() {}
                public Odd() throws Exception { CONSTRUCTOR }
                public JobTypeDescription<Nothing, Nothing, Nothing> description() {
                    return JobTypeDescription.of("NAME", "", Nothing.class, Nothing.class, Nothing.class, Activity.WAITS);
                }
                public ItemRunner<Nothing, Nothing> open(Nothing parameters) { throw new IllegalStateException(); }
            }
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path sources;

    @Test
    void theExampleIsLoadedAndRuns() throws Exception {
        PluginSource.example().jar(folder, "word-count.jar");
        Files.writeString(folder.resolve("README.txt"), "not a plug-in");

        try (PluginFolder plugins = PluginFolder.load(folder, Set.of("http"))) {
            JobType<?, ?, ?> type = plugins.types().getFirst();

            assertThat(plugins.types()).hasSize(1);
            assertThat(type.description().name()).isEqualTo("word-count");
            assertThat(type.getClass().getClassLoader()).isNotSameAs(getClass().getClassLoader());
            assertThat(run(plugins, "{}", "{\"text\":\"To be or\\nnot to be\"}"))
                    .isEqualTo("{\"words\":6,\"different\":4}");
            assertThat(run(plugins, "{\"caseSensitive\":true}", "{\"text\":\"To be or not to be\"}"))
                    .isEqualTo("{\"words\":6,\"different\":5}");
        }
    }

    @Test
    void withoutPlugInsThereAreNoTypes() {
        assertThat(PluginFolder.load(folder, Set.of()).types()).isEmpty();
        assertThat(PluginFolder.none().types()).isEmpty();
    }

    @Test
    void aMissingFolderIsRefused() {
        assertRefused("is missing or cannot be read", folder.resolve("gone"));
    }

    @Test
    void aNameOfTheServiceItselfIsRefused() throws Exception {
        odd("synthetic", "").jar(folder, "odd.jar");

        assertThatThrownBy(() -> PluginFolder.load(folder, Set.of("synthetic")))
                .isInstanceOf(PluginRefused.class)
                .hasMessageContainingAll("odd.jar", "“synthetic”", "the service itself");
    }

    @Test
    void aNameOfAnotherPlugInIsRefused() throws Exception {
        odd("twin", "").jar(folder, "a.jar");
        odd("twin", "").jar(folder, "b.jar");

        assertRefused("a.jar", folder);
        assertRefused("b.jar has a job type “twin”", folder);
    }

    @Test
    void aConstructorThatThrowsIsNamed() throws Exception {
        odd("odd", "if (true) throw new java.io.IOException(\"no licence\");").jar(folder, "odd.jar");

        assertRefused("java.io.IOException: no licence", folder);
    }

    @Test
    void aNameThatIsNoneIsNamed() throws Exception {
        odd("No Name", "").jar(folder, "odd.jar");

        assertRefused("not a name of a job type: No Name", folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.amorsize.app.AmorsizeConfig",
                "com.fasterxml.jackson.core.JsonFactory",
                "org.junit.jupiter.api.Test"
            })
    void theServiceItselfIsOutOfReach(String name) throws Exception {
        odd("odd", "Class.forName(\"" + name + "\");").jar(folder, "odd.jar");

        assertRefused("ClassNotFoundException: " + name, folder);
    }

    @Test
    void theJdkIsWithinReach() throws Exception {
        odd("odd", "Class.forName(\"java.net.http.HttpClient\"); Class.forName(\"java.sql.Connection\");")
                .jar(folder, "odd.jar");

        try (PluginFolder plugins = PluginFolder.load(folder, Set.of())) {
            assertThat(plugins.types()).hasSize(1);
        }
    }

    @Test
    void aBrokenJarIsRefused() throws Exception {
        Files.writeString(folder.resolve("odd.jar"), "no jar");

        assertRefused("no jar that can be read", folder);
    }

    @Test
    void aJarWithoutTypesIsRefused() throws Exception {
        new PluginSource(List.of(), List.of()).jar(folder, "odd.jar");

        assertRefused("it has no META-INF/services/io.amorsize.job.spi.JobType", folder);
    }

    @ParameterizedTest
    @CsvSource({"example.Missing, example.Missing", "java.lang.String, names no job type", "not a name, Illegal"})
    void aTypeThatIsNotThereIsRefused(String line, String reason) throws Exception {
        new PluginSource(List.of(), List.of(line)).jar(folder, "odd.jar");

        assertRefused(reason, folder);
    }

    @Test
    void aListWithoutTypesIsRefused() throws Exception {
        new PluginSource(List.of(), List.of("# none")).jar(folder, "odd.jar");

        assertRefused("names no job type", folder);
    }

    private PluginSource odd(String name, String constructor) throws IOException {
        Path source = Files.createTempDirectory(sources, "source").resolve("Odd.java");
        Files.writeString(source, TYPE.replace("CONSTRUCTOR", constructor).replace("NAME", name));
        return new PluginSource(List.of(source), List.of("Odd"));
    }

    private static void assertRefused(String reason, Path folder) {
        assertThatThrownBy(() -> PluginFolder.load(folder, Set.of()))
                .isInstanceOf(PluginRefused.class)
                .hasMessageContaining(reason);
    }

    private static String run(PluginFolder plugins, String parameters, String item) throws Exception {
        return run(new JsonJobTypes(plugins.types()).named("word-count").orElseThrow(), parameters, item);
    }

    private static <I extends Record, R extends Record> String run(BoundType<I, R> type, String parameters, String item)
            throws Exception {
        try (ItemRunner<I, R> runner = type.open(parameters)) {
            return type.result(runner.run(type.item(new InputItem(0, item, Optional.empty())), ItemTry.first(0)));
        }
    }
}
