package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
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
                .isThrownBy(() -> HostDetectionSettings.defaults().withCpus(cpus))
                .withMessageContaining("cpus must be a finite number above 0");
    }

    @Test
    void refusesMemoryThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostDetectionSettings.defaults().withMemoryBytes(0));
    }

    @Test
    void readsTheRunningMachineByDefault() {
        HostDetectionSettings settings = HostDetectionSettings.defaults();

        assertThat(settings.isRunningMachine()).isTrue();
        assertThat(settings.refreshInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.downwardApiDirectory()).isEmpty();
    }
}
