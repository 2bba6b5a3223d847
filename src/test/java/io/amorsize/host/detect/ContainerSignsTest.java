package io.amorsize.host.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.host.ContainerInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Signs of a container")
class ContainerSignsTest {

    @TempDir
    Path root;

    private ContainerInfo read(Map<String, String> environment) {
        return new ContainerSigns(root, name -> Optional.ofNullable(environment.get(name)))
                .read(Finding.missing("none"), OptionalInt.empty(), new Notes());
    }

    @Test
    void noneOnABareMachine() {
        assertThat(read(Map.of())).isEqualTo(new ContainerInfo(false, OptionalInt.empty(), Optional.empty()));
    }

    @Test
    void markersAndVariables() {
        assertThat(read(Map.of("container", "systemd-nspawn")).orchestrator()).hasValue("systemd-nspawn");
        assertThat(read(Map.of("container", " ")).detected()).isFalse();

        HostTree.empty(root).write("run/.containerenv", "");
        assertThat(read(Map.of("container", "oci")).orchestrator()).hasValue("podman");

        HostTree.empty(root).write(".dockerenv", "");
        assertThat(read(Map.of()).orchestrator()).hasValue("docker");
        assertThat(read(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")).orchestrator())
                .hasValue("kubernetes");
    }
}
