package io.amorsize.app;

import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The configuration of the service. Each key is a property ({@code amorsize.http.port}) and an environment variable
 * ({@code AMORSIZE_HTTP_PORT}). The defaults are in {@code application.properties}, and the comments here are the text
 * of {@code docs/configuration.md}.
 *
 * <p>It is no {@code @ConfigMapping}, because Quarkus would load that into the JVM of the build, which may be older
 * than the one of the service.
 *
 * @param http the API, its OpenAPI document and the page
 * @param management health and metrics, on a port of their own
 * @param dataDir folder for what the service keeps between starts: the calibration of this machine and, unless another
 *     database is named, the embedded one. It belongs to one process then. Made when missing
 * @param database where recommendations and all that is learned are kept
 * @param recommendations how many recommendations are kept
 * @param jobs how jobs are run, and what the job types that the service has itself may do
 * @param pluginsDir folder of jars with further job types. Without it, there are none
 * @param deadLetters how many items that failed for good are kept, and what is shown of them
 * @param auth who may call the API. The only value is {@code none}: everybody who can reach it. It must be given to
 *     listen on anything but loopback
 * @param host what the service takes this machine for
 * @param target the container that recommendations are for, where that is not the service's own
 * @param calibration measuring this machine's overheads
 * @param log what is logged
 * @param shutdownDelay time during which the service still answers everything after it was told to stop, with readiness
 *     down already so that load balancers take it out. At least 0
 * @param shutdownTimeout longest time that requests in flight are given when the service stops. At least 0
 */
public record AmorsizeConfig(
        Http http,
        Management management,
        Path dataDir,
        Database database,
        Recommendations recommendations,
        Jobs jobs,
        Optional<Path> pluginsDir,
        DeadLetters deadLetters,
        Optional<Authentication> auth,
        Host host,
        Target target,
        Calibration calibration,
        Log log,
        Duration shutdownDelay,
        Duration shutdownTimeout) {

    /** What every key begins with, followed by a dot. */
    public static final String PREFIX = "amorsize";

    /**
     * Reads the values that {@code config} has for the keys.
     *
     * @throws IllegalArgumentException if a value cannot be converted
     * @throws java.util.NoSuchElementException if a key that needs a value has none
     */
    public static AmorsizeConfig from(SmallRyeConfig config) {
        return new ConfigurationReader(config).read(AmorsizeConfig.class, PREFIX);
    }

    /**
     * Keys of the API.
     *
     * @param host address to listen on. Anything but loopback needs {@code AMORSIZE_AUTH=none}
     * @param port port of the API, 1 to 65535
     */
    public record Http(String host, int port) {}

    /**
     * Keys of health and metrics.
     *
     * @param host address to listen on. Probes and Prometheus on other machines need another one than loopback; health
     *     and metrics are then open to everybody who can reach it
     * @param port port of health and metrics, 1 to 65535, another one than that of the API
     */
    public record Management(String host, int port) {}

    /**
     * Keys of the store. Its text form leaves out what must stay secret.
     *
     * @param url PostgreSQL database to keep everything in, {@code jdbc:postgresql://host:5432/database}; any number of
     *     processes may share it. Without it, everything is in the file {@code amorsize.db} of the data folder
     * @param username who connects to the PostgreSQL database
     * @param password their password. It is never shown
     */
    public record Database(Optional<String> url, Optional<String> username, Optional<String> password) {

        @Override
        public String toString() {
            return url.isPresent() ? "Database[PostgreSQL]" : "Database[embedded]";
        }
    }

    /**
     * Keys of what is kept. The oldest goes first.
     *
     * @param keep most recommendations to keep, at least 1
     * @param keepFor how long a recommendation is kept. Above 0
     * @param keepBytes most bytes that the documents of all of them take, compressed; indexes come on top. At least
     *     1048576
     */
    public record Recommendations(long keep, Duration keepFor, long keepBytes) {}

    /**
     * Keys of jobs and of the built-in job types.
     *
     * @param maxOpen most jobs that may be under way at a time, at least 1. Beyond it, new ones are refused with 429
     * @param maxWorkers most workers that a job may get, 1 to 10000
     * @param keep most ended jobs that are kept with their results, at least 1. The oldest goes first
     * @param keepFor how long an ended job is kept. Above 0
     * @param heapBytes most bytes of the heap that running items of all jobs may hold together, as their types tell it, at
     *     least 1048576 and at most the whole heap; others wait. Without it, half of the heap
     * @param processBytes most bytes of memory that programs of the type {@code command} may hold together, at least
     *     1048576; further items wait. Without it, what is usable when the service starts and its heap cannot grow into
     * @param http calls of the types {@code http} and {@code url-analysis}
     * @param command programs that run items
     * @param image small copies of images
     */
    public record Jobs(
            long maxOpen,
            int maxWorkers,
            long keep,
            Duration keepFor,
            OptionalLong heapBytes,
            OptionalLong processBytes,
            Calls http,
            Command command,
            Image image) {

        /**
         * Keys of calls over HTTP.
         *
         * @param allowedHosts what may be called, with commas between: {@code api.example.com}, {@code *.example.com}
         *     (all names below it), {@code *} (every public host), {@code 127.0.0.1}, {@code [::1]}, {@code 10.0.0.0/8};
         *     all but networks may be followed by {@code :port}. Loopback, link-local, private and metadata addresses are
         *     called only if the address or its network is listed. Without it, nothing is called
         * @param maxResponseBytes most bytes that are read of one answer, 1024 to 67108864
         * @param connectTimeout longest time to connect to one address, above 0 and at most 10 minutes
         * @param requestTimeout longest time for one request with all its redirects, above 0 and at most 1 day
         */
        public record Calls(
                Optional<String> allowedHosts,
                long maxResponseBytes,
                Duration connectTimeout,
                Duration requestTimeout) {}

        /**
         * Keys of the type {@code command}.
         *
         * @param programsFile JSON file that lists the programs that jobs may name. Without it, there are none
         */
        public record Command(Optional<Path> programsFile) {}

        /**
         * Keys of the type {@code image-thumbnail}.
         *
         * @param roots folders below which images are read and written, absolute, with commas between. Without it,
         *     nothing is read or written
         * @param maxPixels most pixels of an image, at least 1
         * @param maxFileBytes most bytes of the file of an image, at least 1
         */
        public record Image(Optional<String> roots, long maxPixels, long maxFileBytes) {

            /** The folders. */
            List<Path> folders() {
                return roots.stream()
                        .flatMap(Pattern.compile(",")::splitAsStream)
                        .map(String::strip)
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .toList();
            }
        }
    }

    /**
     * Keys of items that failed for good. Those that are done go before those that wait, then the oldest first.
     *
     * @param keep most of them to keep of each job type, at least 1
     * @param keepFor how long one is kept after it last failed, and a redrive after its end. Above 0
     * @param keepPurgedFor how long is remembered that one was purged. At least 0
     * @param hiddenFields names of fields of items whose values are shown as ***, with commas between them, beside those
     *     that the job types name
     */
    public record DeadLetters(long keep, Duration keepFor, Duration keepPurgedFor, Optional<String> hiddenFields) {}

    /**
     * Keys of host detection.
     *
     * @param procRoot where the proc file system is mounted
     * @param sysRoot where the sys file system is mounted
     * @param cpus CPUs to plan for instead of the detected ones, fractional, above 0
     * @param memoryBytes memory limit to plan for instead of the detected one, in bytes, above 0
     * @param downwardApiDir folder of a Kubernetes downwardAPI volume with the limits of the container to plan for:
     *     {@code cpu_limit} in thousandths of a CPU and {@code memory_limit} in bytes. Read again at every refresh
     * @param refreshInterval how old load, memory use and limits may be before they are read again. Above 0
     */
    public record Host(
            Path procRoot,
            Path sysRoot,
            OptionalDouble cpus,
            OptionalLong memoryBytes,
            Optional<Path> downwardApiDir,
            Duration refreshInterval) {}

    /**
     * Keys about the container to plan for.
     *
     * @param cpuLimited whether the container behind {@code host.downward-api-dir} has a CPU limit. With {@code false} its {@code cpu_limit} is passed over, because
     *     Kubernetes then writes the CPUs of the node there
     * @param memoryLimited whether the container behind {@code host.downward-api-dir} has a memory limit. With
     *     {@code false} its {@code memory_limit} is passed over
     */
    public record Target(boolean cpuLimited, boolean memoryLimited) {}

    /**
     * Keys of calibration.
     *
     * @param enabled whether this machine's overheads are measured; published figures stand in for them otherwise
     * @param cpuBudget CPU time that a measurement may take, all threads together, above 0 and at most 10 s
     * @param maxLoad share of the CPUs, 0 to 1, that other processes may keep busy during a measurement; above it, it is put off
     */
    public record Calibration(boolean enabled, Duration cpuBudget, double maxLoad) {}

    /**
     * Keys of log output.
     *
     * @param level least level of the service's own lines; of its framework, only warnings and errors are logged
     */
    public record Log(Level level) {}

    /** Who may call the API. */
    public enum Authentication {
        /** Everybody who can reach it. */
        NONE
    }

    /** Levels of log output. */
    public enum Level {
        /** Failures of the service itself. */
        ERROR,
        /** What will need attention. */
        WARN,
        /** Start, stop and changes of state. */
        INFO,
        /** Each recommendation. */
        DEBUG
    }
}
