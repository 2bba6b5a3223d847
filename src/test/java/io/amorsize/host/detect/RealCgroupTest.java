package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amorsize.testing.RealCgroup;
import io.amorsize.testing.RealCgroup.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts JVMs inside real cgroups, which takes root; skipped with a line on the console elsewhere. */
@DisplayName("Detection inside real cgroups")
@Timeout(120)
class RealCgroupTest {

    private static final long MIB = 1L << 20;

    @BeforeAll
    static void needsCgroups() {
        Optional<String> obstacle = RealCgroup.obstacle();
        obstacle.ifPresent(reason -> System.err.println("SKIPPED: real cgroup tests, because " + reason + "."));
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    }

    @Test
    void halfACpuAndMemory() throws Exception {
        try (RealCgroup group = RealCgroup.create(Limits.NONE.withCpus(0.5).withMemoryBytes(300 * MIB))) {
            Output host = detectIn(group);

            assertThat(host.get("cgroupVersion")).isEqualTo(group.version());
            assertThat(host.get("quotaCpus")).isEqualTo(0.5);
            assertThat(host.get("effectiveCpus")).isEqualTo(0.5);
            assertThat(host.get("limitBytes")).isEqualTo(300 * MIB);
            assertThat(host.get("usedBytes")).isBetween(10.0 * MIB, 250.0 * MIB);
            assertThat(host.get("usableBytes")).isEqualTo(host.get("limitBytes") - host.get("usedBytes"));
            // Two threads that never wait on half a CPU; 0.9 on an idle machine, less where others compete.
            assertThat(host.get("throttledRatio")).isGreaterThan(0).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void oneAndAHalfCpusStayFractional() throws Exception {
        try (RealCgroup group = RealCgroup.create(Limits.NONE.withCpus(1.5))) {
            Output host = detectIn(group);

            assertThat(host.get("quotaCpus")).isEqualTo(1.5);
            assertThat(host.get("effectiveCpus")).isEqualTo(Math.min(1.5, host.get("cpusetCpus")));
        }
    }

    @Test
    void oneHardwareThread() throws Exception {
        try (RealCgroup group = RealCgroup.create(Limits.NONE.withCpus(1.5).withCpuset("0"))) {
            Output host = detectIn(group);

            assertThat(host.get("cpusetCpus")).isEqualTo(1);
            assertThat(host.get("usableCores")).isEqualTo(1);
            assertThat(host.get("effectiveCpus")).isEqualTo(1);
            assertThat(host.get("quotaCpus")).isEqualTo(1.5);
        }
    }

    private record Output(Map<String, Double> values) {

        double get(String field) {
            return Objects.requireNonNull(values.get(field), field);
        }
    }

    private static Output detectIn(RealCgroup group) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(group.launcher());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(DetectedHost.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return new Output(output.lines()
                .filter(line -> line.matches("\\w+=[-0-9.E]+"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1]))));
    }
}
