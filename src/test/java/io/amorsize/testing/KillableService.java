package io.amorsize.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A packaged service that is killed and started again on the same store. For one thread. */
public final class KillableService implements AutoCloseable {

    /** Who looks into the database of a service waits so long for a service that is just writing. */
    private static final int BUSY_MILLIS = 60_000;

    private final Map<String, String> environment;
    private final String url;
    private PackagedService service;
    private JobApi api;

    private KillableService(String url, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.url = url;
        this.service = PackagedService.start(environment);
        this.api = new JobApi(service.api());
    }

    /** Starts one with an embedded database in {@code folder}, and these variables besides. */
    public static KillableService onSqlite(Path folder, Map<String, String> environment) {
        return new KillableService(
                "jdbc:sqlite:" + folder.resolve("amorsize.db") + "?busy_timeout=" + BUSY_MILLIS,
                with(environment, "AMORSIZE_DATA_DIR", folder.toString()));
    }

    /** Starts one on a PostgreSQL, and these variables besides. */
    public static KillableService onPostgres(TestPostgres.Empty database, Map<String, String> environment) {
        String url = database.server().url();
        return new KillableService(url, with(environment, "AMORSIZE_DATABASE_URL", url));
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(name, value);
        return all;
    }

    /** Its interface, until it is killed. */
    public JobApi api() {
        return api;
    }

    /** Its process, until it is killed. */
    public PackagedService service() {
        return service;
    }

    /** What JDBC calls its database. */
    public String databaseUrl() {
        return url;
    }

    /** Sends SIGKILL and waits until the process is gone. */
    public void kill() {
        try {
            service.process().destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it after it was killed, and waits until it is ready. */
    public void startAgain() {
        api.close();
        service = PackagedService.start(environment);
        api = new JobApi(service.api());
    }

    @Override
    public void close() {
        api.close();
        service.close();
    }
}
