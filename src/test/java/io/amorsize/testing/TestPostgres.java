package io.amorsize.testing;

import io.amorsize.store.postgres.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL for tests, one for all tests of a JVM, each with an empty database of its own. It is the one that
 * the environment variable {@code AMORSIZE_TEST_POSTGRES_URL} names (a JDBC URL with user and password, whose user may
 * create databases), otherwise one that is started from binaries that Maven brings. PostgreSQL does not run as root; as
 * root it is started in a user namespace.
 */
public final class TestPostgres {

    private static final String EXTERNAL = "AMORSIZE_TEST_POSTGRES_URL";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Supplier<String> SERVER = new Once();

    private TestPostgres() {}

    /**
     * A database of the server.
     *
     * @param server how the service reaches it
     * @param administrator URL to drop it by
     */
    public record Empty(PostgresServer server, String administrator) {

        /** Takes the database away, with all connections to it. */
        public void drop() {
            execute(administrator, "DROP DATABASE " + name(server.url()) + " WITH (FORCE)");
        }
    }

    /** An empty database; skips the test, with a line that nobody can overlook, where there is no PostgreSQL. */
    public static Empty emptyDatabase() {
        String administrator = SERVER.get();
        String name = "amorsize_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        execute(administrator, "CREATE DATABASE " + name);
        return new Empty(
                new PostgresServer(
                        administrator.replaceFirst("(://[^/?]+/)[^?]*", "$1" + name),
                        Optional.empty(),
                        Optional.empty()),
                administrator);
    }

    private static String name(String url) {
        return url.replaceFirst(".*://[^/?]+/([^?]*).*", "$1");
    }

    private static void execute(String administrator, String sql) {
        try (Connection connection = DriverManager.getConnection(administrator);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The PostgreSQL for tests cannot be used: " + administrator, e);
        }
    }

    /** The server's URL, found or started when first asked for. */
    private static final class Once implements Supplier<String> {

        private @Nullable String url;
        private @Nullable Exception failure;

        @Override
        public synchronized String get() {
            if (url == null && failure == null) {
                try {
                    url = start();
                } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
                    failure = new IllegalStateException(e);
                }
            }
            if (url == null) {
                Assumptions.abort("NOT TESTED on PostgreSQL: none can be started here (" + failure + "). Give one with "
                        + EXTERNAL + "=jdbc:postgresql://localhost:5432/postgres?user=…&password=…, for example from"
                        + " the package postgresql.");
            }
            return url;
        }

        private static String start() throws IOException {
            String external = System.getenv(EXTERNAL);
            if (external != null && !external.isBlank()) {
                return external;
            }
            // Stopped by its own shutdown hook.
            @SuppressWarnings("resource")
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
            return postgres.getJdbcUrl("postgres", "postgres");
        }
    }
}
