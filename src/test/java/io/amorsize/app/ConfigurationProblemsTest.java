package io.amorsize.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationProblemsTest {

    @Test
    void findsNoneInTheDefaults() {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AMORSIZE_HTP_PORT, Write AMORSIZE_HTTP_PORT instead",
        "AMORSIZE_HTTP_PROT, Write AMORSIZE_HTTP_PORT instead",
        "AMORSIZE_CPUS, Write AMORSIZE_HOST_CPUS instead",
        "AMORSIZE_HOST_MEMORY, Write AMORSIZE_HOST_MEMORY_BYTES instead",
        "AMORSIZE_DATABASE, Write AMORSIZE_DATABASE_URL instead",
        "AMORSIZE_DATADIR, Write AMORSIZE_DATA_DIR instead",
        "AMORSIZE_FOO, Remove it",
        "AMORSIZE_HTPP_PORT, Write AMORSIZE_HTTP_PORT instead",
    })
    void namesAnUnknownEnvironmentVariable(String variable, String advice) {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of(variable, "1"))))
                .singleElement()
                .asString()
                .startsWith("There is no environment variable " + variable + ". " + advice);
    }

    @ParameterizedTest
    @CsvSource({
        "amorsize.host.cpu, Write amorsize.host.cpus instead",
        "amorsize.dataDir, Write amorsize.data-dir instead",
        "amorsize.pool-size, Remove it",
    })
    void namesAnUnknownProperty(String property, String advice) {
        assertThat(ConfigurationProblems.in(Configurations.ofProperties(Map.of(property, "1"))))
                .singleElement()
                .asString()
                .startsWith("There is no property " + property + ". " + advice);
    }

    @ParameterizedTest
    @CsvSource({
        "AMORSIZE_TEST_POSTGRES_URL, x",
        "AMORSIZE_SERVICE_HOST, 10.96.0.1",
        "AMORSIZE_SERVICE_PORT, 8080",
        "AMORSIZE_SERVICE_PORT_HTTP, 8080",
        "AMORSIZE_PORT, tcp://10.96.0.1:8080",
        "AMORSIZE_PORT_8080_TCP, tcp://10.96.0.1:8080",
        "AMORSIZE_PORT_8080_TCP_ADDR, 10.96.0.1",
        "AMORSIZE_STAGING_PORT, tcp://10.96.0.1:8080",
        "AMORSIZE, 1",
        "PATH, /bin",
    })
    void passesOverVariablesOfOthers(String variable, String value) {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of(variable, value))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AMORSIZE_HTTP_HOST | '' | is empty",
                "AMORSIZE_HTTP_HOST | nowhere.invalid | stands for no address",
                "AMORSIZE_HTTP_PORT | abc | must be a whole number",
                "AMORSIZE_HTTP_PORT | 80.5 | must be a whole number",
                "AMORSIZE_HTTP_PORT | 0 | 1 to 65535",
                "AMORSIZE_HTTP_PORT | 65536 | 1 to 65535",
                "AMORSIZE_HTTP_PORT | tcp://10.96.0.1:80 | enableServiceLinks: false",
                "AMORSIZE_MANAGEMENT_HOST | nowhere.invalid | stands for no address",
                "AMORSIZE_MANAGEMENT_PORT | 8080 | is the port of the API",
                "AMORSIZE_MANAGEMENT_PORT | 70000 | 1 to 65535",
                "AMORSIZE_DATA_DIR | ' ' | is empty",
                "AMORSIZE_DATA_DIR | pom.xml | is a file",
                "AMORSIZE_DATABASE_URL | postgres://me:secret@db/amorsize | Write jdbc:postgresql://host:5432/database",
                "AMORSIZE_DATABASE_URL | jdbc:mysql://db/amorsize | Write jdbc:postgresql://host:5432/database",
                "AMORSIZE_DATABASE_USERNAME | me | AMORSIZE_DATABASE_URL is not given",
                "AMORSIZE_DATABASE_PASSWORD | secret | AMORSIZE_DATABASE_URL is not given",
                "AMORSIZE_RECOMMENDATIONS_KEEP | 0 | must be at least 1",
                "AMORSIZE_RECOMMENDATIONS_KEEP | many | must be a whole number",
                "AMORSIZE_RECOMMENDATIONS_KEEP_FOR | 0s | must be above 0",
                "AMORSIZE_RECOMMENDATIONS_KEEP_FOR | -1s | must be above 0",
                "AMORSIZE_RECOMMENDATIONS_KEEP_BYTES | 1000 | must be at least 1048576",
                "AMORSIZE_JOBS_HEAP_BYTES | 1000 | must lie between 1048576 and ",
                "AMORSIZE_JOBS_HEAP_BYTES | 9000000000000000 | must lie between 1048576 and ",
                "AMORSIZE_JOBS_HEAP_BYTES | half | must be a whole number",
                "AMORSIZE_JOBS_PROCESS_BYTES | 0 | must be at least 1048576",
                "AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS | http://a | has the entry “http://a”",
                "AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS | a,10.0.0.0/33 | has the entry “10.0.0.0/33”",
                "AMORSIZE_JOBS_HTTP_MAX_RESPONSE_BYTES | 1023 | must lie between 1024 and 67108864",
                "AMORSIZE_JOBS_HTTP_MAX_RESPONSE_BYTES | 67108865 | must lie between 1024 and 67108864",
                "AMORSIZE_JOBS_HTTP_CONNECT_TIMEOUT | 0s | must be above 0 and at most 10m",
                "AMORSIZE_JOBS_HTTP_CONNECT_TIMEOUT | 11m | must be above 0 and at most 10m",
                "AMORSIZE_JOBS_HTTP_REQUEST_TIMEOUT | -1s | must be above 0 and at most 24h",
                "AMORSIZE_JOBS_HTTP_REQUEST_TIMEOUT | 25h | must be above 0 and at most 24h",
                "AMORSIZE_AUTH | basic | must be none",
                "AMORSIZE_HOST_PROC_ROOT | /nowhere | is not a folder",
                "AMORSIZE_HOST_PROC_ROOT | pom.xml | is not a folder",
                "AMORSIZE_HOST_SYS_ROOT | /nowhere | is not a folder",
                "AMORSIZE_HOST_CPUS | 0 | must be above 0",
                "AMORSIZE_HOST_CPUS | -2 | must be above 0",
                "AMORSIZE_HOST_CPUS | NaN | must be above 0",
                "AMORSIZE_HOST_CPUS | Infinity | must be above 0",
                "AMORSIZE_HOST_CPUS | 500m | must be a number",
                "AMORSIZE_HOST_MEMORY_BYTES | 0 | must be above 0",
                "AMORSIZE_HOST_MEMORY_BYTES | -1 | must be above 0",
                "AMORSIZE_HOST_MEMORY_BYTES | 512Mi | must be a whole number",
                "AMORSIZE_HOST_DOWNWARD_API_DIR | /nowhere | is not a folder",
                "AMORSIZE_HOST_REFRESH_INTERVAL | 0s | must be above 0",
                "AMORSIZE_HOST_REFRESH_INTERVAL | -1s | must be above 0",
                "AMORSIZE_HOST_REFRESH_INTERVAL | soon | must be a duration",
                "AMORSIZE_TARGET_CPU_LIMITED | maybe | must be true or false",
                "AMORSIZE_TARGET_CPU_LIMITED | false | AMORSIZE_HOST_DOWNWARD_API_DIR is not given",
                "AMORSIZE_TARGET_MEMORY_LIMITED | 1 | must be true or false",
                "AMORSIZE_TARGET_MEMORY_LIMITED | false | AMORSIZE_HOST_DOWNWARD_API_DIR is not given",
                "AMORSIZE_CALIBRATION_ENABLED | on | must be true or false",
                "AMORSIZE_CALIBRATION_CPU_BUDGET | 0s | must be above 0",
                "AMORSIZE_CALIBRATION_CPU_BUDGET | 11s | at most 10s",
                "AMORSIZE_CALIBRATION_MAX_LOAD | 1.5 | between 0 and 1",
                "AMORSIZE_CALIBRATION_MAX_LOAD | -0.1 | between 0 and 1",
                "AMORSIZE_CALIBRATION_MAX_LOAD | NaN | between 0 and 1",
                "AMORSIZE_LOG_LEVEL | loud | must be error, warn, info or debug",
                "AMORSIZE_SHUTDOWN_DELAY | -1s | must be at least 0",
                "AMORSIZE_SHUTDOWN_TIMEOUT | -1s | must be at least 0",
                "AMORSIZE_SHUTDOWN_TIMEOUT | ten | must be a duration",
            })
    void rejects(String variable, String value, String reason) {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of(variable, value))))
                .anySatisfy(problem -> assertThat(problem).contains(variable, reason));
    }

    @Test
    void repeatsNothingThatMayHoldAPassword() {
        SmallRyeConfig config = Configurations.ofEnvironment(Map.of(
                "AMORSIZE_DATABASE_URL",
                "postgres://me:secret@db/amorsize",
                "AMORSIZE_DATABASE_USERNAME",
                "me",
                "AMORSIZE_DATABASE_PASSWORD",
                "secret"));

        assertThat(ConfigurationProblems.in(config)).singleElement().asString().doesNotContain("secret");
        assertThat(AmorsizeConfig.from(config).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"})
    void listensOnLoopbackWithoutMoreAdo(String host) {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of("AMORSIZE_HTTP_HOST", host))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", "192.0.2.1", "2001:db8::1"})
    void listensElsewhereOnlyWhenToldThatEverybodyMayCall(String host) {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of("AMORSIZE_HTTP_HOST", host))))
                .singleElement()
                .asString()
                .contains("Write AMORSIZE_AUTH=none", "AMORSIZE_HTTP_HOST=127.0.0.1");
        assertThat(ConfigurationProblems.in(
                        Configurations.ofEnvironment(Map.of("AMORSIZE_HTTP_HOST", host, "AMORSIZE_AUTH", "none"))))
                .isEmpty();
    }

    @Test
    void letsTheManagementInterfaceListenAnywhere() {
        assertThat(ConfigurationProblems.in(
                        Configurations.ofEnvironment(Map.of("AMORSIZE_MANAGEMENT_HOST", "0.0.0.0"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.host", "http.port", "management.host", "management.port"})
    void refusesFrameworkKeysThatUndoOurs(String key) {
        assertThat(ConfigurationProblems.in(Configurations.ofProperties(Map.of("quarkus." + key, "0.0.0.0"))))
                .singleElement()
                .asString()
                .startsWith("quarkus." + key + " is set. Set amorsize." + key);
    }

    @Test
    void readsTheLimitsOfTheTargetWithTheDownwardApi(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("cpu_limit"), "1500");

        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of(
                        "AMORSIZE_HOST_DOWNWARD_API_DIR",
                        folder.toString(),
                        "AMORSIZE_TARGET_MEMORY_LIMITED",
                        "false"))))
                .isEmpty();
    }

    @Test
    void namesAllProblemsAtOnce() {
        assertThat(ConfigurationProblems.in(Configurations.ofEnvironment(Map.of(
                        "AMORSIZE_HTTP_POTR", "1", "AMORSIZE_HOST_CPUS", "0", "AMORSIZE_CALIBRATION_MAX_LOAD", "2"))))
                .hasSize(3);
    }
}
