package io.amorsize.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A real cgroup of this machine with limits, for a process started through {@link #launcher()}. Needs root and a Linux
 * whose cpu, memory and cpuset controllers can be written, in version 1 or 2; {@link #obstacle()} tells whether it works
 * here. Closing removes the group, whose processes must have ended.
 */
public final class RealCgroup implements AutoCloseable {

    private static final Path MOUNT = Path.of("/sys/fs/cgroup");
    private static final List<String> CONTROLLERS = List.of("cpu", "memory", "cpuset");
    private static final int PERIOD_MICROS = 100_000;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /**
     * What the group may use; what is empty is not limited.
     *
     * @param cpus CPUs, fractional, at least 0.01
     * @param memoryBytes memory
     * @param cpuset hardware threads in the kernel's list notation
     */
    public record Limits(OptionalDouble cpus, OptionalLong memoryBytes, Optional<String> cpuset) {

        /** No limits. */
        public static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalLong.empty(), Optional.empty());

        /** The same with a CPU quota. */
        public Limits withCpus(double newCpus) {
            return new Limits(OptionalDouble.of(newCpus), memoryBytes, cpuset);
        }

        /** The same with a memory limit. */
        public Limits withMemoryBytes(long newMemoryBytes) {
            return new Limits(cpus, OptionalLong.of(newMemoryBytes), cpuset);
        }

        /** The same with a cpuset. */
        public Limits withCpuset(String newCpuset) {
            return new Limits(cpus, memoryBytes, Optional.of(newCpuset));
        }
    }

    /** One directory per version 1 controller, or the single one of version 2. */
    private final List<Path> groups;

    private final int version;

    private RealCgroup(int version, List<Path> groups) {
        this.version = version;
        this.groups = groups;
    }

    /** Why no cgroup can be made here, or empty if one can. */
    public static Optional<String> obstacle() {
        if (!Files.isDirectory(MOUNT)) {
            return Optional.of("there is no " + MOUNT + "; it takes Linux");
        }
        try (RealCgroup probe = create(Limits.NONE.withCpus(1).withMemoryBytes(1L << 30))) {
            return probe.groups.isEmpty() ? Optional.of("no group was made") : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of("making a cgroup failed (it takes root and writable controllers): " + e.getMessage());
        }
    }

    /** Makes a group with these limits. */
    public static RealCgroup create(Limits limits) {
        String name = "amorsize-test-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
        try {
            return CONTROLLERS.stream().allMatch(controller -> Files.isDirectory(MOUNT.resolve(controller)))
                    ? version1(name, limits)
                    : version2(name, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below this process's own groups, so that whatever limits those keep limiting the new one. */
    private static RealCgroup version1(String name, Limits limits) throws IOException {
        Path cpu = own("cpu").resolve(name);
        Path memory = own("memory").resolve(name);
        Path cpuset = own("cpuset").resolve(name);
        RealCgroup group = new RealCgroup(1, List.of(cpu, memory, cpuset));
        try {
            for (Path directory : group.groups) {
                Files.createDirectory(directory);
            }
            // A cpuset takes no process before both of its lists are set.
            Files.writeString(cpuset.resolve("cpuset.mems"), Files.readString(cpuset.resolveSibling("cpuset.mems")));
            Files.writeString(
                    cpuset.resolve("cpuset.cpus"),
                    limits.cpuset().orElse(Files.readString(cpuset.resolveSibling("cpuset.cpus"))));
        } catch (IOException e) {
            group.close();
            throw e;
        }
        limits.cpus().ifPresent(group::limitCpus);
        limits.memoryBytes().ifPresent(bytes -> write(memory.resolve("memory.limit_in_bytes"), Long.toString(bytes)));
        return group;
    }

    private static Path own(String controller) throws IOException {
        Path mount = MOUNT.resolve(controller);
        return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3
                        && Arrays.asList(fields[1].split(",", -1)).contains(controller))
                .map(fields -> mount.resolve(fields[2].substring(1)))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(mount);
    }

    /** At the top, because a version 2 group that holds processes cannot pass controllers on. */
    private static RealCgroup version2(String name, Limits limits) throws IOException {
        Files.writeString(MOUNT.resolve("cgroup.subtree_control"), "+cpu +memory +cpuset");
        Path directory = MOUNT.resolve(name);
        RealCgroup group = new RealCgroup(2, List.of(directory));
        Files.createDirectory(directory);
        limits.cpus().ifPresent(group::limitCpus);
        limits.memoryBytes().ifPresent(bytes -> write(directory.resolve("memory.max"), Long.toString(bytes)));
        limits.cpuset().ifPresent(list -> write(directory.resolve("cpuset.cpus"), list));
        return group;
    }

    /** 1 or 2. */
    public int version() {
        return version;
    }

    /**
     * Sets or changes the CPU quota. The group also gets ten times the usual weight: what a busy machine leaves to it
     * must be decided by its limits.
     */
    public void limitCpus(double cpus) {
        long quota = Math.round(cpus * PERIOD_MICROS);
        Path cpu = groups.getFirst();
        if (version == 1) {
            write(cpu.resolve("cpu.shares"), "10240");
            write(cpu.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            write(cpu.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        } else {
            write(cpu.resolve("cpu.weight"), "1000");
            write(cpu.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words to put before a command so that it runs in this group. */
    public List<String> launcher() {
        List<String> steps = new ArrayList<>();
        for (Path directory : groups) {
            steps.add("echo $$ > '" + directory.resolve("cgroup.procs") + "'");
        }
        steps.add("exec \"$@\"");
        return List.of("sh", "-c", String.join(" && ", steps), "sh");
    }

    /** Removes the group; the kernel lets it go a moment after its last process has ended. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (Path directory : groups) {
            while (!removed(directory)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(directory + " still holds processes");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static boolean removed(Path directory) {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (IOException busy) {
            return false;
        }
    }
}
