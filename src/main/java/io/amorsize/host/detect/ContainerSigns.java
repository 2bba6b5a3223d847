package io.amorsize.host.detect;

import io.amorsize.host.ContainerInfo;
import io.amorsize.host.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Looks for the traces that container engines leave. */
final class ContainerSigns {

    /** What the names of groups contain, the more telling first: a Kubernetes pod is also run by some engine. */
    private static final Map<String, String> GROUP_NAMES = groupNames();

    private final Path root;
    private final Function<String, Optional<String>> environment;

    /**
     * @param root the root of the file system
     * @param environment an environment variable by its name
     */
    ContainerSigns(Path root, Function<String, Optional<String>> environment) {
        this.root = root;
        this.environment = environment;
    }

    private static Map<String, String> groupNames() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("kubepods", "kubernetes");
        names.put("libpod", "podman");
        names.put("docker", "docker");
        names.put("cri-containerd", "containerd");
        names.put("crio", "cri-o");
        names.put("lxc", "lxc");
        names.put("machine.slice", "systemd-nspawn");
        return names;
    }

    ContainerInfo read(Finding<Cgroups> cgroups, OptionalInt cgroupVersion, Notes notes) {
        List<String> groups = cgroups.found().map(Cgroups::names).orElse(List.of());
        Optional<String> orchestrator = environment
                .apply("KUBERNETES_SERVICE_HOST")
                .filter(host -> !host.isBlank())
                .map(host -> "kubernetes")
                .or(() -> fromGroups(groups).filter("kubernetes"::equals))
                .or(() -> fromMarker(".dockerenv", "docker"))
                .or(() -> fromMarker("run/.containerenv", "podman"))
                .or(() -> environment.apply("container").filter(name -> !name.isBlank()))
                .or(() -> fromGroups(groups));
        boolean detected = orchestrator.isPresent()
                || cgroups.found().filter(Cgroups::isNamespaced).isPresent();
        notes.present("container.detected", Provenance.PROC);
        notes.keep(
                "container.orchestrator",
                orchestrator
                        .map(name -> Finding.known(name, Provenance.PROC))
                        .orElseGet(() -> Finding.missing(
                                detected ? "The engine left no sign." : "No sign of a container was found.")));
        notes.keep(
                "container.cgroupVersion",
                cgroupVersion.isPresent()
                        ? Finding.known(cgroupVersion.getAsInt(), Provenance.PROC)
                        : Finding.missing("No cgroup controller limits this process."));
        return new ContainerInfo(detected, cgroupVersion, orchestrator);
    }

    private Optional<String> fromMarker(String file, String engine) {
        return Files.exists(root.resolve(file)) ? Optional.of(engine) : Optional.empty();
    }

    private static Optional<String> fromGroups(List<String> groups) {
        return GROUP_NAMES.entrySet().stream()
                .filter(entry -> groups.stream().anyMatch(group -> group.contains(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
