package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings of the detection")
class HostDetectionSettingsTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesCpusThatCannotBe(double cpus) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.ofTheRunningMachine().cpus(cpus).build())
                .withMessageContaining("cpus must be a finite number above 0");
    }

    @Test
    void refusesMemoryThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.ofTheRunningMachine().memoryBytes(0).build());
    }

    @Test
    void tellsTheRunningMachineFromATree() {
        assertThat(Settings.ofTheRunningMachine().build().isRunningMachine()).isTrue();
        assertThat(Settings.ofTrees(Path.of("/proc"), Path.of("/tmp/sys"))
                        .build()
                        .isRunningMachine())
                .isFalse();
    }
}
