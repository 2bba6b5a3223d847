package io.amorsize.host.detect;

import io.amorsize.host.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Limits and use of the memory controller, both versions. */
final class CgroupMemory {

    /** Version 1 writes {@link Long#MAX_VALUE} rounded down to a page for "no limit", whatever the page size. */
    private static final long UNLIMITED_BYTES = 1L << 62;

    private CgroupMemory() {}

    /**
     * A memory limit and what counts against it.
     *
     * @param limitBytes the limit, at least 0
     * @param usedBytes use of the very group that sets the limit, page cache that can be dropped left out; empty if it
     *     cannot be read
     */
    record MemoryLimit(long limitBytes, OptionalLong usedBytes) {

        /** What is left below the limit, at least 0. */
        long headroomBytes() {
            return Math.max(0, limitBytes - usedBytes.orElse(0));
        }
    }

    /**
     * The limits of a lineage.
     *
     * @param tightest the least limit; of equal ones that with the least headroom
     * @param headroomBytes the least headroom of any group: a wide parent that its other children have filled binds
     *     before a tight group of one's own that is empty
     */
    record MemoryLimits(MemoryLimit tightest, long headroomBytes) {}

    static Finding<MemoryLimits> limits(CgroupLineage lineage) {
        List<MemoryLimit> limits = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (Path group : lineage.groups()) {
            OptionalLong limit = lineage.version() == 1
                    ? limit(group.resolve("memory.limit_in_bytes"), complaints)
                    : lower(
                            limit(group.resolve("memory.max"), complaints),
                            limit(group.resolve("memory.high"), complaints));
            limit.ifPresent(bytes -> limits.add(new MemoryLimit(bytes, use(lineage.version(), group))));
        }
        if (lineage.version() == 1) {
            limitAboveTheMount(lineage.own()).ifPresent(bytes -> {
                if (limits.stream().allMatch(limit -> bytes < limit.limitBytes())) {
                    limits.add(new MemoryLimit(bytes, use(1, lineage.own())));
                }
            });
        }
        if (limits.isEmpty()) {
            return Finding.missing(
                    complaints.isEmpty() ? "No cgroup of this process sets a memory limit." : complaints.getLast());
        }
        MemoryLimit tightest = limits.stream()
                .min(Comparator.comparingLong(MemoryLimit::limitBytes).thenComparingLong(MemoryLimit::headroomBytes))
                .orElseThrow();
        long headroom =
                limits.stream().mapToLong(MemoryLimit::headroomBytes).min().orElseThrow();
        return Finding.known(new MemoryLimits(tightest, headroom), Provenance.CGROUP_MEMORY);
    }

    private static OptionalLong limit(Path file, List<String> complaints) {
        Optional<String> text = KernelFile.read(file).found();
        if (text.isEmpty() || text.get().equals("max") || text.get().equals("-1")) {
            return OptionalLong.empty();
        }
        OptionalLong bytes = KernelFile.number(text.get());
        if (bytes.isEmpty()) {
            complaints.add(file + " holds no limit that can be used: " + KernelFile.excerpt(text.get()));
        }
        return limited(bytes);
    }

    /** Version 1 tells the least limit of all ancestors, also of those that a container cannot see. */
    private static OptionalLong limitAboveTheMount(Path group) {
        return KernelFile.read(group.resolve("memory.stat"))
                .found()
                .map(text -> limited(KernelFile.keyed(text, "hierarchical_memory_limit")))
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalLong limited(OptionalLong bytes) {
        return bytes.isPresent() && bytes.getAsLong() < UNLIMITED_BYTES ? bytes : OptionalLong.empty();
    }

    private static OptionalLong lower(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isPresent() ? a : b;
        }
        return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }

    /** The plain counters of version 1 leave out the children, whose use does count: hence the {@code total_} one. */
    private static OptionalLong use(int version, Path group) {
        Optional<Long> current = KernelFile.readNumber(
                        group.resolve(version == 1 ? "memory.usage_in_bytes" : "memory.current"))
                .found();
        if (current.isEmpty()) {
            return OptionalLong.empty();
        }
        long reclaimable = KernelFile.read(group.resolve("memory.stat"))
                .found()
                .map(text -> KernelFile.keyed(text, version == 1 ? "total_inactive_file" : "inactive_file"))
                .orElseGet(OptionalLong::empty)
                .orElse(0);
        return OptionalLong.of(Math.max(0, current.get() - reclaimable));
    }
}
