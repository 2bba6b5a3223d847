package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import io.amorsize.host.detect.MountInfo.CgroupMount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this process stands in the cgroup hierarchies. Each controller is looked up by itself: on a hybrid machine some
 * live in version 1 while the version 2 mount is there but empty.
 */
final class Cgroups {

    private static final int GREATEST_DEPTH = 128;

    private final Path sysRoot;
    private final boolean runningMachine;
    private final List<CgroupMount> mounts;
    private final Map<String, String> version1Paths;
    private final Optional<String> version2Path;

    private Cgroups(
            HostDetectionSettings settings,
            List<CgroupMount> mounts,
            Map<String, String> version1Paths,
            Optional<String> version2Path) {
        this.sysRoot = settings.sysRoot();
        this.runningMachine = settings.isRunningMachine();
        this.mounts = mounts;
        this.version1Paths = version1Paths;
        this.version2Path = version2Path;
    }

    static Finding<Cgroups> read(HostDetectionSettings settings) {
        Path self = settings.procRoot().resolve("self");
        return KernelFile.read(self.resolve("cgroup"))
                .then(membership -> KernelFile.read(self.resolve("mountinfo"))
                        .then(mountInfo -> Finding.known(
                                parse(settings, membership, MountInfo.parse(mountInfo)), Provenance.PROC)));
    }

    /** Membership lines read {@code id:controllers:path}; version 2 is {@code 0::path}. */
    private static Cgroups parse(HostDetectionSettings settings, String membership, MountInfo mountInfo) {
        Map<String, String> version1 = new HashMap<>();
        Optional<String> version2 = Optional.empty();
        for (String line : membership.lines().toList()) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3 || !fields[2].startsWith("/")) {
                continue;
            }
            if (fields[0].equals("0") && fields[1].isEmpty()) {
                version2 = Optional.of(fields[2]);
            } else {
                Arrays.stream(fields[1].split(",", -1)).forEach(controller -> version1.put(controller, fields[2]));
            }
        }
        return new Cgroups(settings, mountInfo.cgroups(), Map.copyOf(version1), version2);
    }

    /** The groups that bind this process under a controller: {@code cpu}, {@code cpuset} or {@code memory}. */
    Finding<CgroupLineage> lineage(String controller) {
        return version1(controller)
                .or(() -> unified().filter(lineage -> offers(lineage, controller)))
                .map(lineage -> Finding.known(lineage, Provenance.PROC))
                .orElseGet(() -> Finding.missing("No mounted cgroup hierarchy has the " + controller + " controller."));
    }

    /** The groups of the version 2 hierarchy, whether or not it has controllers: pressure files need none. */
    Optional<CgroupLineage> unified() {
        return version2Path.flatMap(path -> mounts.stream()
                .filter(mount -> mount.version() == 2)
                .findFirst()
                .flatMap(mount -> lineage(mount, path)));
    }

    private Optional<CgroupLineage> version1(String controller) {
        return Optional.ofNullable(version1Paths.get(controller))
                .flatMap(path -> mounts.stream()
                        .filter(mount ->
                                mount.version() == 1 && mount.controllers().contains(controller))
                        .findFirst()
                        .flatMap(mount -> lineage(mount, path)));
    }

    private static boolean offers(CgroupLineage lineage, String controller) {
        return KernelFile.read(lineage.groups().getLast().resolve("cgroup.controllers"))
                .found()
                .filter(names -> Arrays.asList(names.strip().split("\\s+", -1)).contains(controller))
                .isPresent();
    }

    private Optional<CgroupLineage> lineage(CgroupMount mount, String path) {
        try {
            return directory(mount.point())
                    .filter(Files::isDirectory)
                    .map(point -> new CgroupLineage(mount.version(), ancestors(point, below(mount.root(), path))));
        } catch (IllegalArgumentException notAPath) {
            return Optional.empty();
        }
    }

    private Optional<Path> directory(String mountPoint) {
        if (mountPoint.startsWith("/sys/")) {
            return Optional.of(sysRoot.resolve(mountPoint.substring("/sys/".length())));
        }
        return runningMachine ? Optional.of(Path.of(mountPoint)) : Optional.empty();
    }

    /**
     * The group's path below the mount point. A container may see the host's path in {@code /proc/self/cgroup} while
     * the mount shows that very group at its root; a path that leads out of the mount, as seen from another cgroup
     * namespace, can only be the mount point itself.
     */
    private static Path below(String root, String path) {
        Path relative = Path.of(root).relativize(Path.of(path));
        for (Path name : relative) {
            if (name.toString().equals("..")) {
                return Path.of("");
            }
        }
        return relative;
    }

    private static List<Path> ancestors(Path point, Path relative) {
        List<Path> groups = new ArrayList<>();
        Path group = point.resolve(relative);
        while (!group.equals(point) && groups.size() < GREATEST_DEPTH && group.getParent() != null) {
            if (Files.isDirectory(group)) {
                groups.add(group);
            }
            group = group.getParent();
        }
        groups.add(point);
        return List.copyOf(groups);
    }

    /** The paths that name this process's groups and the roots of the mounts: container engines show in them. */
    List<String> names() {
        List<String> names = new ArrayList<>(version1Paths.values());
        version2Path.ifPresent(names::add);
        mounts.forEach(mount -> names.add(mount.root()));
        return List.copyOf(names);
    }

    /** Whether the version 2 mount shows a group other than the machine's root, which alone lacks {@code cgroup.type}. */
    boolean isNamespaced() {
        return unified()
                .map(lineage -> Files.exists(lineage.groups().getLast().resolve("cgroup.type")))
                .orElse(false);
    }
}
