package io.amorsize.host.detect;

import io.amorsize.host.MemoryInfo;
import io.amorsize.host.Provenance;
import io.amorsize.host.detect.CgroupMemory.MemoryLimits;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts the memory of the machine and this process's share of it together. */
final class MemoryReader {

    private static final String UNTOLD = "The operating system does not tell it.";

    private final HostDetectionSettings settings;

    MemoryReader(HostDetectionSettings settings) {
        this.settings = settings;
    }

    /** A limit, the use that counts against it and what is left of it. */
    private record Share(Finding<Long> limit, Finding<Long> used, Finding<Long> usable) {}

    MemoryInfo read(Finding<MachineMemory> machine, Finding<MemoryLimits> cgroup, Notes notes) {
        Finding<Long> available = part(machine, MachineMemory::availableBytes);
        Share share = configured(machine, cgroup)
                .or(() -> downward(cgroup, notes))
                .orElseGet(() -> cgroup.found()
                        .map(MemoryReader::ofCgroup)
                        .orElseGet(() -> ofMachine(machine, available, reason(cgroup))));
        return new MemoryInfo(
                notes.keepLong("memory.totalBytes", part(machine, memory -> OptionalLong.of(memory.totalBytes()))),
                notes.keepLong("memory.availableBytes", available),
                notes.keepLong("memory.limitBytes", share.limit()),
                notes.keepLong("memory.usedBytes", share.used()),
                notes.keepLong("memory.usableBytes", lesser(share.usable(), available)),
                notes.keepLong("memory.swapTotalBytes", part(machine, MachineMemory::swapTotalBytes)),
                notes.keepLong("memory.swapUsedBytes", part(machine, MachineMemory::swapUsedBytes)));
    }

    /** A stated amount is what the work may take; what runs already was known to whoever stated it. */
    private Optional<Share> configured(Finding<MachineMemory> machine, Finding<MemoryLimits> cgroup) {
        if (settings.memoryBytes().isEmpty()) {
            return Optional.empty();
        }
        Finding<Long> stated = Finding.known(settings.memoryBytes().getAsLong(), Provenance.CONFIGURED);
        Finding<Long> used = cgroup.then(MemoryReader::used).orElse(() -> part(machine, MemoryReader::usedOfMachine));
        return Optional.of(new Share(stated, used, stated));
    }

    private Optional<Share> downward(Finding<MemoryLimits> cgroup, Notes notes) {
        if (settings.downwardApiDirectory().isEmpty()) {
            return Optional.empty();
        }
        DownwardApi downward = new DownwardApi(settings.downwardApiDirectory().get());
        return switch (downward.memoryBytes()) {
            case Finding.Missing<Long> missing -> {
                notes.absent("downwardApi.memory_limit", missing.reason());
                yield Optional.empty();
            }
            case Finding.Known<Long> known -> Optional.of(ofTarget(known, cgroup));
        };
    }

    /**
     * The target container's use cannot be seen from this one. Only if both limits are the same is the target taken to
     * be this container.
     */
    private Share ofTarget(Finding.Known<Long> stated, Finding<MemoryLimits> cgroup) {
        Optional<MemoryLimits> same =
                cgroup.found().filter(limits -> limits.tightest().limitBytes() == stated.value());
        Finding<Long> limit = settings.memoryLimited()
                ? stated
                : Finding.missing("The target container is configured as having no memory limit.");
        if (same.isPresent()) {
            return new Share(
                    limit, used(same.get()), Finding.known(same.get().headroomBytes(), Provenance.DOWNWARD_API));
        }
        return new Share(
                limit, Finding.missing("What the target container uses cannot be seen from this one."), stated);
    }

    private static Share ofCgroup(MemoryLimits limits) {
        return new Share(
                Finding.known(limits.tightest().limitBytes(), Provenance.CGROUP_MEMORY),
                used(limits),
                Finding.known(limits.headroomBytes(), Provenance.CGROUP_MEMORY));
    }

    private static Finding<Long> used(MemoryLimits limits) {
        OptionalLong used = limits.tightest().usedBytes();
        return used.isPresent()
                ? Finding.known(used.getAsLong(), Provenance.CGROUP_MEMORY)
                : Finding.missing("The group that sets the limit does not tell its use.");
    }

    private static Share ofMachine(Finding<MachineMemory> machine, Finding<Long> available, String whyNoLimit) {
        return new Share(Finding.missing(whyNoLimit), part(machine, MemoryReader::usedOfMachine), available);
    }

    private static OptionalLong usedOfMachine(MachineMemory memory) {
        return memory.availableBytes().isPresent()
                ? OptionalLong.of(Math.max(
                        0, memory.totalBytes() - memory.availableBytes().getAsLong()))
                : OptionalLong.empty();
    }

    private static String reason(Finding<MemoryLimits> cgroup) {
        return cgroup instanceof Finding.Missing<MemoryLimits> missing ? missing.reason() : UNTOLD;
    }

    private interface Part {
        OptionalLong of(MachineMemory memory);
    }

    private static Finding<Long> part(Finding<MachineMemory> machine, Part part) {
        return switch (machine) {
            case Finding.Known<MachineMemory> known -> {
                OptionalLong bytes = part.of(known.value());
                yield bytes.isPresent() ? Finding.known(bytes.getAsLong(), known.source()) : Finding.missing(UNTOLD);
            }
            case Finding.Missing<MachineMemory> missing -> Finding.missing(missing.reason());
        };
    }

    private static Finding<Long> lesser(Finding<Long> share, Finding<Long> available) {
        return share instanceof Finding.Known<Long> known
                        && available instanceof Finding.Known<Long> machine
                        && machine.value() < known.value()
                ? available
                : share;
    }
}
