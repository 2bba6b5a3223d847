package io.amorsize.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.app.AmorsizeConfig.Authentication;
import io.amorsize.app.AmorsizeConfig.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every key: its default, and its environment variable. */
class AmorsizeConfigTest {

    /**
     * @param variable the environment variable
     * @param reading where the value ends up
     * @param byDefault value without the variable
     * @param written value of the variable
     * @param read what it becomes
     */
    record Case(
            String variable, Function<AmorsizeConfig, Object> reading, Object byDefault, String written, Object read) {

        @Override
        public String toString() {
            return variable;
        }
    }

    static final List<Case> CASES = List.of(
            new Case("AMORSIZE_HTTP_HOST", c -> c.http().host(), "127.0.0.1", "::1", "::1"),
            new Case("AMORSIZE_HTTP_PORT", c -> c.http().port(), 8080, "80", 80),
            new Case("AMORSIZE_MANAGEMENT_HOST", c -> c.management().host(), "127.0.0.1", "0.0.0.0", "0.0.0.0"),
            new Case("AMORSIZE_MANAGEMENT_PORT", c -> c.management().port(), 9000, "9001", 9001),
            new Case(
                    "AMORSIZE_DATA_DIR",
                    AmorsizeConfig::dataDir,
                    Path.of(System.getProperty("user.home"), ".amorsize"),
                    "/var/lib/amorsize",
                    Path.of("/var/lib/amorsize")),
            new Case(
                    "AMORSIZE_DATABASE_URL",
                    c -> c.database().url(),
                    Optional.empty(),
                    "jdbc:postgresql://db/amorsize",
                    Optional.of("jdbc:postgresql://db/amorsize")),
            new Case(
                    "AMORSIZE_DATABASE_USERNAME",
                    c -> c.database().username(),
                    Optional.empty(),
                    "me",
                    Optional.of("me")),
            new Case(
                    "AMORSIZE_DATABASE_PASSWORD",
                    c -> c.database().password(),
                    Optional.empty(),
                    "secret",
                    Optional.of("secret")),
            new Case("AMORSIZE_RECOMMENDATIONS_KEEP", c -> c.recommendations().keep(), 100_000L, "5", 5L),
            new Case(
                    "AMORSIZE_RECOMMENDATIONS_KEEP_FOR",
                    c -> c.recommendations().keepFor(),
                    Duration.ofDays(90),
                    "36h",
                    Duration.ofHours(36)),
            new Case(
                    "AMORSIZE_RECOMMENDATIONS_KEEP_BYTES",
                    c -> c.recommendations().keepBytes(),
                    1L << 30,
                    "2000000",
                    2_000_000L),
            new Case("AMORSIZE_JOBS_MAX_OPEN", c -> c.jobs().maxOpen(), 10_000L, "7", 7L),
            new Case("AMORSIZE_JOBS_MAX_WORKERS", c -> c.jobs().maxWorkers(), 512, "8", 8),
            new Case("AMORSIZE_JOBS_KEEP", c -> c.jobs().keep(), 10_000L, "9", 9L),
            new Case(
                    "AMORSIZE_JOBS_KEEP_FOR",
                    c -> c.jobs().keepFor(),
                    Duration.ofDays(30),
                    "12h",
                    Duration.ofHours(12)),
            new Case(
                    "AMORSIZE_JOBS_HEAP_BYTES",
                    c -> c.jobs().heapBytes(),
                    OptionalLong.empty(),
                    "4194304",
                    OptionalLong.of(4_194_304)),
            new Case(
                    "AMORSIZE_JOBS_PROCESS_BYTES",
                    c -> c.jobs().processBytes(),
                    OptionalLong.empty(),
                    "8589934592",
                    OptionalLong.of(8_589_934_592L)),
            new Case(
                    "AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS",
                    c -> c.jobs().http().allowedHosts(),
                    Optional.empty(),
                    "*.example.com,127.0.0.1:9999",
                    Optional.of("*.example.com,127.0.0.1:9999")),
            new Case(
                    "AMORSIZE_JOBS_HTTP_MAX_RESPONSE_BYTES",
                    c -> c.jobs().http().maxResponseBytes(),
                    1L << 20,
                    "5000",
                    5000L),
            new Case(
                    "AMORSIZE_JOBS_HTTP_CONNECT_TIMEOUT",
                    c -> c.jobs().http().connectTimeout(),
                    Duration.ofSeconds(5),
                    "250ms",
                    Duration.ofMillis(250)),
            new Case(
                    "AMORSIZE_JOBS_HTTP_REQUEST_TIMEOUT",
                    c -> c.jobs().http().requestTimeout(),
                    Duration.ofSeconds(30),
                    "2m",
                    Duration.ofMinutes(2)),
            new Case(
                    "AMORSIZE_JOBS_COMMAND_PROGRAMS_FILE",
                    c -> c.jobs().command().programsFile(),
                    Optional.empty(),
                    "/etc/programs.json",
                    Optional.of(Path.of("/etc/programs.json"))),
            new Case(
                    "AMORSIZE_JOBS_IMAGE_ROOTS",
                    c -> c.jobs().image().folders(),
                    List.of(),
                    "/srv/in, /srv/out",
                    List.of(Path.of("/srv/in"), Path.of("/srv/out"))),
            new Case("AMORSIZE_JOBS_IMAGE_MAX_PIXELS", c -> c.jobs().image().maxPixels(), 50_000_000L, "7", 7L),
            new Case("AMORSIZE_JOBS_IMAGE_MAX_FILE_BYTES", c -> c.jobs().image().maxFileBytes(), 64L << 20, "8", 8L),
            new Case(
                    "AMORSIZE_PLUGINS_DIR",
                    AmorsizeConfig::pluginsDir,
                    Optional.empty(),
                    "/opt/plugins",
                    Optional.of(Path.of("/opt/plugins"))),
            new Case("AMORSIZE_DEAD_LETTERS_KEEP", c -> c.deadLetters().keep(), 1_000_000L, "5", 5L),
            new Case(
                    "AMORSIZE_DEAD_LETTERS_KEEP_FOR",
                    c -> c.deadLetters().keepFor(),
                    Duration.ofDays(90),
                    "2d",
                    Duration.ofDays(2)),
            new Case(
                    "AMORSIZE_DEAD_LETTERS_KEEP_PURGED_FOR",
                    c -> c.deadLetters().keepPurgedFor(),
                    Duration.ofDays(7),
                    "0s",
                    Duration.ZERO),
            new Case(
                    "AMORSIZE_DEAD_LETTERS_HIDDEN_FIELDS",
                    c -> c.deadLetters().hiddenFields(),
                    Optional.empty(),
                    "password,apiKey",
                    Optional.of("password,apiKey")),
            new Case("AMORSIZE_AUTH", AmorsizeConfig::auth, Optional.empty(), "none", Optional.of(Authentication.NONE)),
            new Case("AMORSIZE_HOST_PROC_ROOT", c -> c.host().procRoot(), Path.of("/proc"), "/p", Path.of("/p")),
            new Case("AMORSIZE_HOST_SYS_ROOT", c -> c.host().sysRoot(), Path.of("/sys"), "/s", Path.of("/s")),
            new Case("AMORSIZE_HOST_CPUS", c -> c.host().cpus(), OptionalDouble.empty(), "1.5", OptionalDouble.of(1.5)),
            new Case(
                    "AMORSIZE_HOST_MEMORY_BYTES",
                    c -> c.host().memoryBytes(),
                    OptionalLong.empty(),
                    "8589934592",
                    OptionalLong.of(8589934592L)),
            new Case(
                    "AMORSIZE_HOST_DOWNWARD_API_DIR",
                    c -> c.host().downwardApiDir(),
                    Optional.empty(),
                    "/etc/podinfo",
                    Optional.of(Path.of("/etc/podinfo"))),
            new Case(
                    "AMORSIZE_HOST_REFRESH_INTERVAL",
                    c -> c.host().refreshInterval(),
                    Duration.ofSeconds(2),
                    "500ms",
                    Duration.ofMillis(500)),
            new Case("AMORSIZE_TARGET_CPU_LIMITED", c -> c.target().cpuLimited(), true, "false", false),
            new Case("AMORSIZE_TARGET_MEMORY_LIMITED", c -> c.target().memoryLimited(), true, "false", false),
            new Case("AMORSIZE_CALIBRATION_ENABLED", c -> c.calibration().enabled(), true, "false", false),
            new Case(
                    "AMORSIZE_CALIBRATION_CPU_BUDGET",
                    c -> c.calibration().cpuBudget(),
                    Duration.ofMillis(300),
                    "1s",
                    Duration.ofSeconds(1)),
            new Case("AMORSIZE_CALIBRATION_MAX_LOAD", c -> c.calibration().maxLoad(), 0.2, "0.9", 0.9),
            new Case("AMORSIZE_LOG_LEVEL", c -> c.log().level(), Level.INFO, "debug", Level.DEBUG),
            new Case(
                    "AMORSIZE_SHUTDOWN_DELAY",
                    AmorsizeConfig::shutdownDelay,
                    Duration.ZERO,
                    "5s",
                    Duration.ofSeconds(5)),
            new Case(
                    "AMORSIZE_SHUTDOWN_TIMEOUT",
                    AmorsizeConfig::shutdownTimeout,
                    Duration.ofSeconds(10),
                    "PT1M",
                    Duration.ofMinutes(1)));

    @Test
    void everyKeyHasACase() {
        assertThat(ConfigurationKey.all())
                .extracting(ConfigurationKey::environmentVariable)
                .containsExactlyElementsOf(CASES.stream().map(Case::variable).toList());
    }

    @Test
    void everyDefaultIsOfAKey() {
        assertThat(Configurations.packaged().keySet().stream()
                        .filter(name -> name.startsWith("amorsize."))
                        .collect(Collectors.toSet()))
                .isSubsetOf(ConfigurationKey.all().stream()
                        .map(ConfigurationKey::property)
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void hasItsDefault(Case key) {
        AmorsizeConfig config = AmorsizeConfig.from(Configurations.ofEnvironment(Map.of()));

        assertThat(key.reading().apply(config)).isEqualTo(key.byDefault());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void isReadFromItsEnvironmentVariable(Case key) {
        AmorsizeConfig config =
                AmorsizeConfig.from(Configurations.ofEnvironment(Map.of(key.variable(), key.written())));

        assertThat(key.reading().apply(config)).isEqualTo(key.read());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void isReadFromItsProperty(Case key) {
        String property = ConfigurationKey.all().stream()
                .filter(candidate -> candidate.environmentVariable().equals(key.variable()))
                .findFirst()
                .orElseThrow()
                .property();

        AmorsizeConfig config = AmorsizeConfig.from(Configurations.ofProperties(Map.of(property, key.written())));

        assertThat(key.reading().apply(config)).isEqualTo(key.read());
    }

    @Test
    void frameworkKeysTakeTheirValuesFromOurs() {
        assertThat(Stream.of(
                                "http.host",
                                "http.port",
                                "management.host",
                                "management.port",
                                "shutdown.delay",
                                "shutdown.timeout",
                                "log.category.\"io.amorsize\".level")
                        .map(key -> Configurations.packaged().get("quarkus." + key)))
                .allMatch(value -> value.startsWith("${amorsize."));
    }
}
