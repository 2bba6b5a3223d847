package io.amorsize.host;

import java.time.Instant;
import java.util.Map;

/**
 * All that is known about the machine at one moment. Immutable.
 *
 * @param takenAt when the moving values were read
 * @param cpu processors and the share this process may use
 * @param memory memory and the share this process may use
 * @param load how busy the machine is
 * @param container whether this is a container
 * @param jvm the virtual machine
 * @param os the operating system
 * @param provenance field in dotted wire notation, for example {@code cpu.effectiveCpus}, to its source
 * @param unavailable field in the same notation to the reason, in a sentence, why it is absent
 */
public record HostSnapshot(
        Instant takenAt,
        CpuInfo cpu,
        MemoryInfo memory,
        LoadInfo load,
        ContainerInfo container,
        JvmInfo jvm,
        OsInfo os,
        Map<String, Provenance> provenance,
        Map<String, String> unavailable) {

    /** Copies the maps. */
    public HostSnapshot {
        provenance = Map.copyOf(provenance);
        unavailable = Map.copyOf(unavailable);
    }
}
