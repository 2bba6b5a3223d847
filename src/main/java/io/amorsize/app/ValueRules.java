package io.amorsize.app;

import io.amorsize.host.calibrate.CalibrationSettings;
import io.amorsize.job.type.net.AllowedHosts;
import io.amorsize.job.type.net.NetworkSettings;
import io.amorsize.store.postgres.PostgresServer;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks values that can be read: ranges, files that must be there and keys that contradict each other. */
final class ValueRules {

    private static final long LEAST_BYTES = 1 << 20;
    private static final int MOST_WORKERS = 10_000;

    private final AmorsizeConfig config;
    private final List<String> problems = new ArrayList<>();

    private ValueRules(AmorsizeConfig config) {
        this.config = config;
    }

    /** A sentence for each thing that is wrong, in the order of the keys; empty if nothing is. */
    static List<String> problemsOf(AmorsizeConfig config) {
        ValueRules rules = new ValueRules(config);
        rules.checkListening();
        rules.checkDatabase();
        rules.checkRecommendations();
        rules.checkJobs();
        rules.checkCalls();
        rules.checkDeadLetters();
        rules.checkHost();
        rules.checkTarget();
        rules.checkCalibration();
        rules.checkShutdown();
        return List.copyOf(rules.problems);
    }

    private void checkListening() {
        checkPort("amorsize.http.port", config.http().port());
        checkPort("amorsize.management.port", config.management().port());
        if (config.http().port() != 0
                && config.http().port() == config.management().port()) {
            report("amorsize.management.port", "is the port of the API, too. Give it another one.");
        }
        checkApiReach();
        try {
            new ListenAddress(config.management().host()).isLoopback();
        } catch (UnknownHostException e) {
            reportNoAddress("amorsize.management.host", config.management().host());
        }
        if (Files.exists(config.dataDir()) && !Files.isDirectory(config.dataDir())) {
            report("amorsize.data-dir", "is “" + config.dataDir() + "”, which is a file. It must be a folder.");
        }
    }

    private void checkPort(String property, int port) {
        if (port < 1 || port > 65535) {
            report(property, "is " + port + " but must be a port: 1 to 65535.");
        }
    }

    private void checkApiReach() {
        String host = config.http().host();
        try {
            if (config.auth().isEmpty() && !new ListenAddress(host).isLoopback()) {
                report(
                        "amorsize.http.host",
                        "is “" + host + "”, so that everybody who can reach this machine could use the API."
                                + " Write AMORSIZE_AUTH=none if that is what you want,"
                                + " or AMORSIZE_HTTP_HOST=127.0.0.1 to serve this machine only.");
            }
        } catch (UnknownHostException e) {
            reportNoAddress("amorsize.http.host", host);
        }
    }

    private void reportNoAddress(String property, String host) {
        report(property, "is “" + host + "”, which stands for no address of this machine. Write 127.0.0.1.");
    }

    /** What was written is not repeated: it may hold a password. */
    private void checkDatabase() {
        AmorsizeConfig.Database database = config.database();
        database.url()
                .filter(url -> !PostgresServer.isUrl(url))
                .ifPresent(url -> report(
                        "amorsize.database.url",
                        "is no URL of a PostgreSQL database. Write jdbc:postgresql://host:5432/database, with the user in"
                                + " AMORSIZE_DATABASE_USERNAME and the password in AMORSIZE_DATABASE_PASSWORD,"
                                + " or remove it to keep everything in AMORSIZE_DATA_DIR."));
        if (database.url().isEmpty()) {
            checkHasDatabase("amorsize.database.username", database.username());
            checkHasDatabase("amorsize.database.password", database.password());
        }
    }

    private void checkHasDatabase(String property, Optional<String> value) {
        if (value.isPresent()) {
            report(
                    property,
                    "is for a PostgreSQL database, but AMORSIZE_DATABASE_URL is not given."
                            + " Give that, too, or remove this.");
        }
    }

    private void checkRecommendations() {
        AmorsizeConfig.Recommendations recommendations = config.recommendations();
        if (recommendations.keep() < 1) {
            report("amorsize.recommendations.keep", "is " + recommendations.keep() + " but must be at least 1.");
        }
        if (!recommendations.keepFor().isPositive()) {
            report(
                    "amorsize.recommendations.keep-for",
                    "is " + text(recommendations.keepFor()) + " but must be above 0.");
        }
        if (recommendations.keepBytes() < LEAST_BYTES) {
            report(
                    "amorsize.recommendations.keep-bytes",
                    "is " + recommendations.keepBytes() + " but must be at least " + LEAST_BYTES + ".");
        }
    }

    private void checkJobs() {
        AmorsizeConfig.Jobs jobs = config.jobs();
        checkAtLeastOne("amorsize.jobs.max-open", jobs.maxOpen());
        checkAtLeastOne("amorsize.jobs.keep", jobs.keep());
        if (jobs.maxWorkers() < 1 || jobs.maxWorkers() > MOST_WORKERS) {
            report(
                    "amorsize.jobs.max-workers",
                    "is " + jobs.maxWorkers() + " but must lie between 1 and " + MOST_WORKERS + ".");
        }
        if (!jobs.keepFor().isPositive()) {
            report("amorsize.jobs.keep-for", "is " + text(jobs.keepFor()) + " but must be above 0.");
        }
        long heap = Runtime.getRuntime().maxMemory();
        jobs.heapBytes().stream()
                .filter(bytes -> bytes < LEAST_BYTES || bytes > heap)
                .forEach(bytes -> report(
                        "amorsize.jobs.heap-bytes",
                        "is " + bytes + " but must lie between " + LEAST_BYTES + " and " + heap
                                + ", the largest heap. Give the JVM more with -Xmx or -XX:MaxRAMPercentage,"
                                + " or remove it to use half of it."));
        jobs.processBytes().stream()
                .filter(bytes -> bytes < LEAST_BYTES)
                .forEach(bytes -> report(
                        "amorsize.jobs.process-bytes", "is " + bytes + " but must be at least " + LEAST_BYTES + "."));
        config.jobs().command().programsFile().ifPresent(file -> {
            try {
                ProgramsFile.read(file);
            } catch (IllegalArgumentException e) {
                report("amorsize.jobs.command.programs-file", String.valueOf(e.getMessage()));
            }
        });
        AmorsizeConfig.Jobs.Image image = config.jobs().image();
        image.folders().stream()
                .filter(folder -> !folder.isAbsolute() || !Files.isDirectory(folder))
                .forEach(folder -> report(
                        "amorsize.jobs.image.roots",
                        "has “" + folder + "”, which is not the absolute path of a folder. Make it, or remove it."));
        checkAtLeastOne("amorsize.jobs.image.max-pixels", image.maxPixels());
        checkAtLeastOne("amorsize.jobs.image.max-file-bytes", image.maxFileBytes());
        config.pluginsDir().ifPresent(folder -> checkFolder("amorsize.plugins-dir", folder));
    }

    private void checkAtLeastOne(String property, long value) {
        if (value < 1) {
            report(property, "is " + value + " but must be at least 1.");
        }
    }

    private void checkCalls() {
        AmorsizeConfig.Jobs.Calls http = config.jobs().http();
        try {
            http.allowedHosts().ifPresent(AllowedHosts::parse);
        } catch (IllegalArgumentException e) {
            report("amorsize.jobs.http.allowed-hosts", String.valueOf(e.getMessage()));
        }
        long bytes = http.maxResponseBytes();
        if (bytes < NetworkSettings.LEAST_RESPONSE_BYTES || bytes > NetworkSettings.LARGEST_RESPONSE_BYTES) {
            report(
                    "amorsize.jobs.http.max-response-bytes",
                    "is " + bytes + " but must lie between " + NetworkSettings.LEAST_RESPONSE_BYTES + " and "
                            + NetworkSettings.LARGEST_RESPONSE_BYTES + ".");
        }
        checkTimeout("amorsize.jobs.http.connect-timeout", http.connectTimeout(), NetworkSettings.LONGEST_CONNECT);
        checkTimeout("amorsize.jobs.http.request-timeout", http.requestTimeout(), NetworkSettings.LONGEST_REQUEST);
    }

    private void checkTimeout(String property, Duration timeout, Duration longest) {
        if (!timeout.isPositive() || timeout.compareTo(longest) > 0) {
            report(property, "is " + text(timeout) + " but must be above 0 and at most " + text(longest) + ".");
        }
    }

    private void checkDeadLetters() {
        AmorsizeConfig.DeadLetters deadLetters = config.deadLetters();
        if (deadLetters.keep() < 1) {
            report("amorsize.dead-letters.keep", "is " + deadLetters.keep() + " but must be at least 1.");
        }
        if (!deadLetters.keepFor().isPositive()) {
            report("amorsize.dead-letters.keep-for", "is " + text(deadLetters.keepFor()) + " but must be above 0.");
        }
        checkNotNegative("amorsize.dead-letters.keep-purged-for", deadLetters.keepPurgedFor());
    }

    private void checkHost() {
        AmorsizeConfig.Host host = config.host();
        checkFolder("amorsize.host.proc-root", host.procRoot());
        checkFolder("amorsize.host.sys-root", host.sysRoot());
        host.downwardApiDir().ifPresent(folder -> checkFolder("amorsize.host.downward-api-dir", folder));
        host.cpus().ifPresent(cpus -> {
            if (!(cpus > 0 && cpus < Double.POSITIVE_INFINITY)) {
                report("amorsize.host.cpus", "is " + cpus + " but must be above 0, for example 1.5.");
            }
        });
        host.memoryBytes().ifPresent(bytes -> {
            if (bytes <= 0) {
                report("amorsize.host.memory-bytes", "is " + bytes + " but must be above 0, for example 1073741824.");
            }
        });
        if (!host.refreshInterval().isPositive()) {
            report("amorsize.host.refresh-interval", "is " + text(host.refreshInterval()) + " but must be above 0.");
        }
    }

    private void checkFolder(String property, Path path) {
        if (!Files.isDirectory(path)) {
            report(property, "is “" + path + "”, which is not a folder. Write the path of one, or remove it.");
        }
    }

    private void checkTarget() {
        if (config.host().downwardApiDir().isEmpty()) {
            checkHasTarget("amorsize.target.cpu-limited", config.target().cpuLimited());
            checkHasTarget("amorsize.target.memory-limited", config.target().memoryLimited());
        }
    }

    private void checkHasTarget(String property, boolean limited) {
        if (!limited) {
            report(
                    property,
                    "says how to read the Downward API, but AMORSIZE_HOST_DOWNWARD_API_DIR is not given."
                            + " Give that, too, or remove this.");
        }
    }

    private void checkCalibration() {
        Duration budget = config.calibration().cpuBudget();
        if (!budget.isPositive() || budget.compareTo(CalibrationSettings.LARGEST_CPU_BUDGET) > 0) {
            report("amorsize.calibration.cpu-budget", "is " + text(budget) + " but must be above 0 and at most 10s.");
        }
        double maxLoad = config.calibration().maxLoad();
        if (!(maxLoad >= 0 && maxLoad <= 1)) {
            report("amorsize.calibration.max-load", "is " + maxLoad + " but must lie between 0 and 1.");
        }
    }

    private void checkShutdown() {
        checkNotNegative("amorsize.shutdown-delay", config.shutdownDelay());
        checkNotNegative("amorsize.shutdown-timeout", config.shutdownTimeout());
    }

    private void checkNotNegative(String property, Duration duration) {
        if (duration.isNegative()) {
            report(property, "is " + text(duration) + " but must be at least 0.");
        }
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void report(String property, String rest) {
        problems.add(ConfigurationKey.environmentVariable(property) + " (" + property + ") " + rest);
    }
}
