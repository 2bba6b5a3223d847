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
import org.postgresql.util.PSQLState;

/**
 * A real PostgreSQL for tests, one for all tests of a JVM, each with an empty database of its own. It is the one that
 * the environment variable {@code AMORSIZE_TEST_POSTGRES_URL} names (a JDBC URL with user and password, whose user may
 * create databases), otherwise one that is started from binaries that Maven brings. PostgreSQL does not run as root; as
 * root it is started in a user namespace.
 */
public final class TestPostgres {

    private static final String EXTERNAL = "AMORSIZE_TEST_POSTGRES_URL";
    private static final String IN_USE = PSQLState.OBJECT_IN_USE.getState();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
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

        /**
         * Takes the database away, with all connections to it. The server waits five seconds for those to go, which is
         * asked again of one that was slow.
         */
        public void drop() {
            long from = System.nanoTime();
            while (!isDropped()) {
                if (System.nanoTime() - from > PATIENCE.toNanos()) {
                    throw new IllegalStateException("It is still in use: " + server.url());
                }
            }
        }

        private boolean isDropped() {
            try {
                execute(administrator, "DROP DATABASE IF EXISTS " + name(server.url()) + " WITH (FORCE)");
                return true;
            } catch (SQLException e) {
                if (IN_USE.equals(e.getSQLState())) {
                    return false;
                }
                throw failed(administrator, e);
            }
        }
    }

    /** An empty database; skips the test, with a line that nobody can overlook, where there is no PostgreSQL. */
    public static Empty emptyDatabase() {
        String administrator = SERVER.get();
        String name = "amorsize_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        try {
            // Of the other template, to which the server's own housekeeping might be connected, no copy could be made.
            execute(administrator, "CREATE DATABASE " + name + " TEMPLATE template0");
        } catch (SQLException e) {
            throw failed(administrator, e);
        }
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

    private static void execute(String administrator, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(administrator);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static IllegalStateException failed(String administrator, SQLException cause) {
        return new IllegalStateException("The PostgreSQL for tests cannot be used: " + administrator, cause);
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
                    .setPort(FreePorts.next())
                    .setPGStartupWait(PATIENCE)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
            return postgres.getJdbcUrl("postgres", "postgres");
        }
    }
}
