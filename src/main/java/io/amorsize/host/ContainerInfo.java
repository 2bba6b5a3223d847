package io.amorsize.host;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether this process runs in a container.
 *
 * @param detected whether signs of a container were found
 * @param cgroupVersion 1 or 2: the version whose controllers limit this process; empty where there are no cgroups
 * @param orchestrator for example {@code kubernetes}, {@code docker}, {@code podman}, {@code systemd-nspawn}
 */
public record ContainerInfo(boolean detected, OptionalInt cgroupVersion, Optional<String> orchestrator) {}
