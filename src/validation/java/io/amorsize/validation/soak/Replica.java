package io.amorsize.validation.soak;

import io.amorsize.testing.JobApi;
import io.amorsize.testing.PackagedService;
import java.io.IOException;
import java.util.Map;

/**
 * One of the services that share a database.
 *
 * @param service its process
 * @param api its interface
 * @param management its health and metrics
 */
record Replica(PackagedService service, JobApi api, JobApi management) implements AutoCloseable {

    static Replica start(Map<String, String> environment) {
        PackagedService service = PackagedService.start(environment);
        return new Replica(service, new JobApi(service.api()), new JobApi(service.management()));
    }

    /** The sum of all series of a metric; 0 if there is none. */
    double metric(String name) {
        return management
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Items whose outcomes it has recorded. */
    double items() {
        return metric("amorsize_items_total");
    }

    /** Sends it a signal, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(service.process().pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("The signal " + name + " could not be sent.");
        }
    }

    void kill() throws InterruptedException {
        service.process().destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        api.close();
        management.close();
        service.close();
    }
}
