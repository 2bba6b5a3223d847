package io.amorsize.host.detect;

import java.util.OptionalLong;

/**
 * Memory of the machine in bytes.
 *
 * @param availableBytes what can be had without swapping
 */
record MachineMemory(
        long totalBytes, OptionalLong availableBytes, OptionalLong swapTotalBytes, OptionalLong swapUsedBytes) {}
