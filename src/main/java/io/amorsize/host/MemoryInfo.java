package io.amorsize.host;

import java.util.OptionalLong;

/**
 * Memory of the machine and the share of it that this process may use, in bytes.
 *
 * @param totalBytes memory of the machine
 * @param availableBytes memory of the machine that can be had without swapping
 * @param limitBytes the tightest cgroup limit (or configured limit) that applies; empty without a limit
 * @param usedBytes use counted against that limit, page cache that can be reclaimed left out; without a limit, the use
 *     of the machine
 * @param usableBytes what new work may take: limit minus use, never more than {@code availableBytes}, at least 0
 * @param swapTotalBytes swap of the machine
 * @param swapUsedBytes swap in use
 */
public record MemoryInfo(
        OptionalLong totalBytes,
        OptionalLong availableBytes,
        OptionalLong limitBytes,
        OptionalLong usedBytes,
        OptionalLong usableBytes,
        OptionalLong swapTotalBytes,
        OptionalLong swapUsedBytes) {}
