package io.amorsize.host;

/** Tells what machine this is. Implementations cache what does not move and are safe for use by many threads. */
public interface HostDetector {

    /**
     * The machine as it is now: static facts from the cache, moving ones (load, memory, throttling, limits) no older
     * than the implementation's refresh interval. Never throws: what cannot be read is absent from the snapshot with a
     * reason in {@link HostSnapshot#unavailable()}.
     */
    HostSnapshot current();
}
