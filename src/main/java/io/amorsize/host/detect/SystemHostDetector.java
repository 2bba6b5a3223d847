package io.amorsize.host.detect;

import io.amorsize.host.ContainerInfo;
import io.amorsize.host.CpuInfo;
import io.amorsize.host.HostDetector;
import io.amorsize.host.HostSnapshot;
import io.amorsize.host.LoadInfo;
import io.amorsize.host.MemoryInfo;
import io.amorsize.host.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The machine this process runs on. Nothing is read before the first question; the topology is read once, everything
 * that moves again by the first caller who finds it older than the refresh interval. Meanwhile all other callers get
 * the previous snapshot; only while there is none do they wait. Safe for use by many threads.
 *
 * <p>Figures over a window (utilisation, other CPUs, throttling) cover the time between two refreshes, so the first
 * snapshot has none.
 */
public final class SystemHostDetector implements HostDetector {

    private final HostDetectionSettings settings;
    private final InstantSource clock;
    private final SnapshotReader reader;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable HostSnapshot last;

    /** A detector that asks OSHI if the settings name the running machine's trees, and the given trees otherwise. */
    public SystemHostDetector(HostDetectionSettings settings, InstantSource clock) {
        this(settings, clock, machine(settings), name -> Optional.ofNullable(System.getenv(name)));
    }

    SystemHostDetector(
            HostDetectionSettings settings,
            InstantSource clock,
            Machine machine,
            Function<String, Optional<String>> environment) {
        this.settings = settings;
        this.clock = clock;
        this.reader = new SnapshotReader(settings, machine, environment);
    }

    static Machine machine(HostDetectionSettings settings) {
        Machine trees = new ProcMachine(settings.procRoot(), settings.sysRoot());
        return settings.isRunningMachine() ? new DegradingMachine(new OshiMachine(), trees) : trees;
    }

    @Override
    public HostSnapshot current() {
        Instant now = clock.instant();
        HostSnapshot known = last;
        if (known == null) {
            refreshing.lock();
        } else if (isFresh(known, now) || !refreshing.tryLock()) {
            return known;
        }
        try {
            known = last;
            if (known != null && isFresh(known, now)) {
                return known;
            }
            HostSnapshot taken = read(now);
            last = taken;
            return taken;
        } finally {
            refreshing.unlock();
        }
    }

    /** A clock that was set back makes a snapshot stale, or it would be kept until the clock has caught up. */
    private boolean isFresh(HostSnapshot snapshot, Instant now) {
        Duration age = Duration.between(snapshot.takenAt(), now);
        return !age.isNegative() && age.compareTo(settings.refreshInterval()) < 0;
    }

    /** The readers report what they cannot read; this is the net below them. */
    private HostSnapshot read(Instant now) {
        try {
            return reader.read(now);
        } catch (RuntimeException | LinkageError e) {
            return bare(now, "The detection failed: " + e);
        }
    }

    private HostSnapshot bare(Instant now, String reason) {
        int processors = Runtime.getRuntime().availableProcessors();
        double effectiveCpus = settings.cpus().orElse(processors);
        return new HostSnapshot(
                now,
                new CpuInfo(
                        Optional.empty(),
                        processors,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        effectiveCpus),
                new MemoryInfo(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        settings.memoryBytes(),
                        OptionalLong.empty(),
                        settings.memoryBytes(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                LoadInfo.UNKNOWN,
                new ContainerInfo(false, OptionalInt.empty(), Optional.empty()),
                VirtualMachine.jvm(),
                VirtualMachine.os(),
                Map.of(
                        "cpu.logicalProcessors",
                        Provenance.ASSUMED,
                        "cpu.effectiveCpus",
                        settings.cpus().isPresent() ? Provenance.CONFIGURED : Provenance.ASSUMED),
                Map.of("cpu", reason, "memory", reason, "load", reason, "container", reason));
    }
}
