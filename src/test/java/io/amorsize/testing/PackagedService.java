package io.amorsize.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The packaged service as a process of its own, on free loopback ports, as a user would start it. Needs the system
 * property {@code amorsize.it.jar}, which the build sets for integration tests.
 */
public final class PackagedService implements AutoCloseable {

    /** As in sysexits.h: a service that is needed is not there. */
    private static final int EX_UNAVAILABLE = 69;

    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;
    private final URI api;
    private final URI management;

    private PackagedService(Process process, Path log, URI api, URI management) {
        this.process = process;
        this.log = log;
        this.api = api;
        this.management = management;
    }

    /**
     * Starts the service with these environment variables besides the inherited ones and waits until it is ready. Where
     * its database does not answer in time, it says by its exit code that it may be tried again, and is.
     */
    public static PackagedService start(Map<String, String> environment) {
        return start(environment, List.of());
    }

    /**
     * The same below a launcher.
     *
     * @param launcher words put before the java command, for example a shell that enters a cgroup and then executes its
     *     arguments
     */
    public static PackagedService start(Map<String, String> environment, List<String> launcher) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            PackagedService service = launch(environment, launcher);
            if (service.becomesReady(deadline)) {
                return service;
            }
            boolean later = !service.process.isAlive() && service.process.exitValue() == EX_UNAVAILABLE;
            service.process.destroyForcibly();
            if (!later || System.nanoTime() > deadline) {
                throw new IllegalStateException("The service did not become ready:\n" + service.log());
            }
        }
    }

    /** Starts the service without waiting, for starts that are expected to fail. */
    public static PackagedService launch(Map<String, String> environment, List<String> launcher) {
        String jar = System.getProperty("amorsize.it.jar");
        if (jar == null) {
            throw new IllegalStateException("The system property amorsize.it.jar must name the packaged service.");
        }
        try {
            int apiPort = FreePorts.next();
            int managementPort = FreePorts.next();
            Path log = Files.createTempFile("amorsize-it", ".log");
            List<String> command = new ArrayList<>(launcher);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("--enable-native-access=ALL-UNNAMED");
            coverageAgent().ifPresent(command::add);
            command.add("-jar");
            command.add(jar);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("AMORSIZE_HTTP_PORT", Integer.toString(apiPort));
            builder.environment().put("AMORSIZE_MANAGEMENT_PORT", Integer.toString(managementPort));
            builder.environment()
                    .put(
                            "AMORSIZE_DATA_DIR",
                            Files.createTempDirectory("amorsize-it").toString());
            // Otherwise the service warns of threads that stood still when all of this machine did.
            builder.environment().put("QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME", "1H");
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            return new PackagedService(
                    builder.start(),
                    log,
                    URI.create("http://127.0.0.1:" + apiPort),
                    URI.create("http://127.0.0.1:" + managementPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent that the build asks for, without the quotes that a shell would need. */
    private static Optional<String> coverageAgent() {
        return Optional.of(System.getProperty("amorsize.it.agent", "").replace("\"", ""))
                .filter(agent -> !agent.isBlank());
    }

    /** Address of the API, without a slash at the end. */
    public URI api() {
        return api;
    }

    /** Address of the management interface, without a slash at the end. */
    public URI management() {
        return management;
    }

    /** What the service has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operating-system process. */
    public Process process() {
        return process;
    }

    private boolean becomesReady(long deadline) {
        HttpRequest ready =
                HttpRequest.newBuilder(management.resolve("/q/health/ready")).build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (System.nanoTime() < deadline && process.isAlive()) {
                try {
                    if (client.send(ready, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return true;
                    }
                } catch (IOException notYetListening) {
                    // The port opens a moment after the process starts.
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Ends the service and waits for it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
