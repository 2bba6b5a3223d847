package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amorsize.testing.PackagedService;
import io.amorsize.testing.RealCgroup;
import io.amorsize.testing.RealCgroup.Limits;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service inside real cgroups, which takes root; skipped with a line on the console elsewhere. */
@DisplayName("The service under limits")
@Timeout(600)
class HostInCgroupIT {

    private static final long MIB = 1L << 20;

    /** 200 items of 50 ms each that do nothing but compute. */
    private static final String CPU_BOUND = """
            {"workload": {"items": 200, "itemTime": {"meanSeconds": 0.05, "standardDeviationSeconds": 0.005}, "cpuShare": 1}}
            """;

    @Test
    void halfACpuAndMemory() throws Exception {
        needsCgroups();
        Limits limits = Limits.NONE.withCpus(0.5).withMemoryBytes(400 * MIB);
        try (RealCgroup group = RealCgroup.create(limits);
                PackagedService service = PackagedService.start(Map.of(), group.launcher())) {
            JsonPath host = get(service, "/v1/host");

            assertThat(host.getDouble("cpu.quotaCpus")).isEqualTo(0.5);
            assertThat(host.getDouble("cpu.effectiveCpus")).isEqualTo(0.5);
            assertThat(host.getLong("memory.limitBytes")).isEqualTo(400 * MIB);
            assertThat(host.getLong("memory.usedBytes")).isBetween(20 * MIB, 400 * MIB);
            assertThat(host.getLong("memory.usableBytes")).isBetween(0L, 380 * MIB);
            assertThat(host.getInt("container.cgroupVersion")).isEqualTo(group.version());
            assertThat(host.getString("provenance.'cpu.quotaCpus'")).isEqualTo("CGROUP_QUOTA");
            assertThat(host.getString("provenance.'memory.limitBytes'")).isEqualTo("CGROUP_MEMORY");
        }
    }

    @Test
    void oneAndAHalfCpusArePlannedWithAsSuch() throws Exception {
        needsCgroups();
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "it takes two processors");
        try (RealCgroup group = RealCgroup.create(Limits.NONE.withCpus(1.5));
                PackagedService service = PackagedService.start(Map.of(), group.launcher())) {
            JsonPath host = get(service, "/v1/host");
            JsonPath advice = post(service, "/v1/recommendations", CPU_BOUND);

            assertThat(host.getDouble("cpu.quotaCpus")).isEqualTo(1.5);
            assertThat(host.getDouble("cpu.effectiveCpus")).isEqualTo(1.5);
            assertThat(advice.getDouble("host.effectiveCpus")).isEqualTo(1.5);
            assertThat(advice.getInt("workers")).isBetween(1, 2);
            assertThat(advice.getDouble("estimate.speedup.value")).isLessThanOrEqualTo(1.5 + 1e-9);
        }
    }

    @Test
    void oneHardwareThread() throws Exception {
        needsCgroups();
        try (RealCgroup group = RealCgroup.create(Limits.NONE.withCpuset("0"));
                PackagedService service = PackagedService.start(Map.of(), group.launcher())) {
            JsonPath host = get(service, "/v1/host");
            JsonPath advice = post(service, "/v1/recommendations", CPU_BOUND);

            assertThat(host.getInt("cpu.cpusetCpus")).isEqualTo(1);
            assertThat(host.getDouble("cpu.effectiveCpus")).isEqualTo(1);
            assertThat(host.getString("provenance.'cpu.effectiveCpus'")).isEqualTo("CPUSET");
            assertThat(advice.getInt("workers")).isEqualTo(1);
        }
    }

    @Test
    void aResizedPodIsNoticed(@TempDir Path volume) throws Exception {
        // Given the volume of a container with 1.5 CPUs and 512 MiB
        update(volume.resolve("cpu_limit"), "1500");
        update(volume.resolve("memory_limit"), Long.toString(512 * MIB));
        try (PackagedService service =
                PackagedService.start(Map.of("AMORSIZE_HOST_DOWNWARD_API_DIR", volume.toString()))) {
            JsonPath before = get(service, "/v1/host");

            // When
            update(volume.resolve("cpu_limit"), "500");
            double after = awaitEffectiveCpus(service, 0.5);

            // Then
            int processors = Runtime.getRuntime().availableProcessors();
            assertThat(before.getDouble("cpu.quotaCpus")).isEqualTo(1.5);
            assertThat(before.getDouble("cpu.effectiveCpus")).isCloseTo(Math.min(1.5, processors), within(1e-9));
            assertThat(before.getLong("memory.limitBytes")).isEqualTo(512 * MIB);
            assertThat(before.getString("provenance.'cpu.quotaCpus'")).isEqualTo("DOWNWARD_API");
            assertThat(after).isEqualTo(0.5);
        }
    }

    private static void needsCgroups() {
        Optional<String> obstacle = RealCgroup.obstacle();
        obstacle.ifPresent(reason -> System.err.println("SKIPPED: service in a real cgroup, because " + reason + "."));
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    }

    /** As the kubelet does it: readers see the old content or the new, never half of it. */
    private static void update(Path file, String content) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static double awaitEffectiveCpus(PackagedService service, double wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        double seen;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            seen = get(service, "/v1/host").getDouble("cpu.effectiveCpus");
        } while (seen != wanted && System.nanoTime() < deadline);
        return seen;
    }

    private static JsonPath get(PackagedService service, String path) throws Exception {
        return answer(HttpRequest.newBuilder(service.api().resolve(path)).build());
    }

    private static JsonPath post(PackagedService service, String path, String body) throws Exception {
        return answer(HttpRequest.newBuilder(service.api().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static JsonPath answer(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
            return JsonPath.from(response.body());
        }
    }
}
