package io.amorsize.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.job.type.command.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramsFileTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    @Test
    void programsAreReadAsTheyAreWritten() throws Exception {
        Path file = write("""
                {"programs":[{"name":"a","command":["%s","-cp","b c"],"environment":["X=1=2","Y="]},
                             {"name":"b","command":["%s"]}]}
                """.formatted(JAVA, JAVA));

        assertThat(ProgramsFile.read(file).programs())
                .isEqualTo(Map.of(
                        "a", new Program("a", List.of(JAVA, "-cp", "b c"), Map.of("X", "1=2", "Y", "")),
                        "b", new Program("b", List.of(JAVA), Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"programs\":[]}; /programs",
                "{\"programms\":[]}; programs",
                "{; is no JSON",
                "{\"programs\":[{\"name\":\"A b\",\"command\":[\"JAVA\"]}]}; is no name of a program",
                "{\"programs\":[{\"name\":\"a\",\"command\":[\"java\"]}]}; must begin with an absolute path",
                "{\"programs\":[{\"name\":\"a\",\"command\":[\"/no/java\"]}]}; missing or not executable",
                "{\"programs\":[{\"name\":\"a\",\"command\":[\"JAVA\"],\"environment\":[\"X\"]}]};"
                        + " /programs/0/environment/0",
                "{\"programs\":[{\"name\":\"a\",\"command\":[\"JAVA\"]},{\"name\":\"a\",\"command\":[\"JAVA\"]}]};"
                        + " Two programs are called “a”",
            })
    void whatIsWrongStopsTheStartWithASentence(String content, String reason) throws Exception {
        Path file = write(content.replace("JAVA", JAVA));

        assertThat(ConfigurationProblems.in(
                        Configurations.ofEnvironment(Map.of("AMORSIZE_JOBS_COMMAND_PROGRAMS_FILE", file.toString()))))
                .singleElement()
                .asString()
                .startsWith("AMORSIZE_JOBS_COMMAND_PROGRAMS_FILE (amorsize.jobs.command.programs-file) is “" + file)
                .contains(reason);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ProgramsFile.read(folder.resolve("gone")))
                .hasMessageContaining("which is missing or cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "AMORSIZE_JOBS_IMAGE_ROOTS, /no/such/folder, not the absolute path of a folder",
        "AMORSIZE_JOBS_IMAGE_ROOTS, src, not the absolute path of a folder",
        "AMORSIZE_JOBS_IMAGE_MAX_PIXELS, 0, must be at least 1",
        "AMORSIZE_JOBS_IMAGE_MAX_FILE_BYTES, -1, must be at least 1",
        "AMORSIZE_PLUGINS_DIR, /no/such/folder, not a folder",
    })
    void otherKeysOfJobTypesAreCheckedToo(String variable, String value, String reason) {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of(variable, value))))
                .singleElement()
                .asString()
                .startsWith(variable)
                .contains(reason);
    }

    private Path write(String content) throws Exception {
        return Files.writeString(folder.resolve("programs.json"), content);
    }
}
