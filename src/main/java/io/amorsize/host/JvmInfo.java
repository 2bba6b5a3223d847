package io.amorsize.host;

/**
 * The virtual machine that this service runs on.
 *
 * @param version for example {@code 25.0.3+9}
 * @param vendor for example {@code Eclipse Adoptium}
 * @param availableProcessors what {@link Runtime#availableProcessors()} says: the quota rounded up
 * @param maxHeapBytes the greatest heap the JVM will use
 * @param garbageCollector name of the collector, for example {@code G1}
 */
public record JvmInfo(
        String version, String vendor, int availableProcessors, long maxHeapBytes, String garbageCollector) {}
