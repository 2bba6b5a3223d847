package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.HostSnapshot;
import io.amorsize.host.Provenance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OSHI and what happens without it")
class OshiMachineTest {

    @Test
    void withoutNativeCodeTheTreesAnswer() {
        // Given
        HostTree tree = HostTree.captured("v1-container-1.5cpu-1Gi");
        Machine refused = new OshiMachine(() -> {
            throw new UnsatisfiedLinkError("libjnidispatch.so: failed to map segment");
        });
        HostDetectionSettings settings = tree.settings().build();
        Machine machine = new DegradingMachine(refused, new ProcMachine(settings.procRoot(), settings.sysRoot()));

        // When
        HostSnapshot host =
                new SystemHostDetector(settings, () -> Instant.EPOCH, machine, name -> Optional.empty()).current();

        // Then
        assertThat(host.cpu().physicalCores()).isEqualTo(OptionalInt.of(2));
        assertThat(host.provenance())
                .containsEntry("cpu.physicalCores", Provenance.PROC)
                .containsEntry("memory.totalBytes", Provenance.PROC);
        assertThat(host.unavailable().get("oshi")).contains("failed to map segment");
    }

    @Test
    void agreesWithTheRunningMachine() {
        HostDetectionSettings settings = Settings.ofTheRunningMachine().build();

        HostSnapshot host = new SystemHostDetector(settings, InstantSource.system()).current();

        assertThat(host.cpu().logicalProcessors())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.cpu().effectiveCpus())
                .isPositive()
                .isLessThanOrEqualTo(host.cpu().logicalProcessors());
        assertThat(host.memory().totalBytes().orElseThrow()).isPositive();
        assertThat(host.unavailable()).doesNotContainKey("oshi");
        assertThat(host.provenance()).containsEntry("cpu.logicalProcessors", Provenance.OSHI);
    }
}
