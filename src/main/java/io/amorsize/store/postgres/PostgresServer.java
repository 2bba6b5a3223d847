package io.amorsize.store.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.amorsize.store.Database;
import io.amorsize.store.DatabaseRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.util.PSQLState;

/**
 * A database of a PostgreSQL server. Its text form leaves out what must stay secret.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with parameters if need be
 * @param username who connects; without it, the URL says so or the driver's default holds
 * @param password their password
 */
public record PostgresServer(String url, Optional<String> username, Optional<String> password) {

    private static final String PREFIX = "jdbc:postgresql://";

    private static final String HOST = "([\\w.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?";

    /** Hosts with commas between them, a database, parameters; no user, who would bring a password along. */
    private static final Pattern URL = Pattern.compile(PREFIX + HOST + "(," + HOST + ")*" + "/[^/?@]+(\\?.*)?");

    /** By name: the compiler cannot read all annotations of its package. */
    private static final String DRIVER = "org.postgresql.Driver";

    /** Where the migrations are. */
    public static final String MIGRATIONS = "/db/postgresql";

    /**
     * A service that is stopped in the midst of a transaction would keep its locks, and others from its partitions,
     * until it goes on. Between two statements a transaction waits for nothing.
     */
    private static final String GIVE_LOCKS_BACK = "SET idle_in_transaction_session_timeout = '8s'";

    /** Who migrates holds a lock on one connection while it works on another, for as long as that takes. */
    private static final String KEEP_LOCKS = "SET idle_in_transaction_session_timeout = 0";

    private static final int CONNECTIONS = 8;
    private static final Duration ACQUISITION = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException if {@code url} is none of PostgreSQL */
    public PostgresServer {
        if (!isUrl(url)) {
            throw new IllegalArgumentException("not a URL of PostgreSQL");
        }
    }

    /** Whether {@code url} has the form that is needed. It says nothing about whether a server answers there. */
    public static boolean isUrl(String url) {
        return URL.matcher(url).matches();
    }

    /**
     * The database, connected.
     *
     * @throws DatabaseRefused if the server does not answer or refuses
     */
    public Database open() {
        AgroalDataSource pool = null;
        try {
            pool = pool(GIVE_LOCKS_BACK);
            try (Connection connection = pool.getConnection()) {
                connection.getMetaData().getDatabaseProductVersion();
            }
        } catch (SQLException e) {
            if (pool != null) {
                pool.close();
            }
            throw new DatabaseRefused(reason(e), e);
        }
        try (AgroalDataSource migrating = pool(KEEP_LOCKS)) {
            return new Database("PostgreSQL", pool, migrating, MIGRATIONS, () -> {});
        } catch (SQLException e) {
            pool.close();
            throw new DatabaseRefused(reason(e), e);
        }
    }

    private AgroalDataSource pool(String initialSql) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(CONNECTIONS)
                        .acquisitionTimeout(ACQUISITION)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionValidator(io.agroal.api.configuration.AgroalConnectionPoolConfiguration
                                .ConnectionValidator.defaultValidator())
                        .idleValidationTimeout(IDLE)
                        .connectionFactoryConfiguration(factory -> {
                            username.ifPresent(name -> factory.principal(new NamePrincipal(name)));
                            password.ifPresent(word -> factory.credential(new SimplePassword(word)));
                            // What the URL says about these wins.
                            return factory.connectionProviderClassName(DRIVER)
                                    .jdbcUrl(url)
                                    .initialSql(initialSql)
                                    .jdbcProperty("ApplicationName", "amorsize")
                                    .jdbcProperty("connectTimeout", "5")
                                    .jdbcProperty("socketTimeout", "60")
                                    .jdbcProperty("tcpKeepAlive", "true")
                                    .jdbcProperty("reWriteBatchedInserts", "true");
                        })));
    }

    private String reason(SQLException e) {
        String state = Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(code -> code != null)
                .findFirst()
                .orElse("");
        String place = address();
        if (state.startsWith("28")) {
            return "The PostgreSQL at " + place + " does not let this user in. Check AMORSIZE_DATABASE_USERNAME and"
                    + " AMORSIZE_DATABASE_PASSWORD.";
        }
        if (state.equals("3D000")) {
            return "The PostgreSQL at " + place + " has no such database. Make it (CREATE DATABASE …), or write the"
                    + " name of another one in AMORSIZE_DATABASE_URL.";
        }
        if (state.isEmpty() || PSQLState.isConnectionError(state)) {
            return "No PostgreSQL answers at " + place + ". Check AMORSIZE_DATABASE_URL, and whether the server runs"
                    + " and can be reached from here.";
        }
        return "The PostgreSQL at " + place + " cannot be used. It says: " + e.getMessage();
    }

    /** Host, port and database, without the parameters, which may hold a password. */
    private String address() {
        return url.substring(PREFIX.length()).replaceAll("[?].*", "");
    }

    @Override
    public String toString() {
        return "PostgreSQL at " + address();
    }
}
