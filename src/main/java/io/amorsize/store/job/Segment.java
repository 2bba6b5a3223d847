package io.amorsize.store.job;

/**
 * Bytes of consecutive items are cut into rows of about this size: large enough to be compressed well and to be written
 * quickly, small enough to be read for a single item.
 */
final class Segment {

    /** A row is full when it has so many bytes, before it is compressed. */
    static final int BYTES = 256 * 1024;

    private Segment() {}
}
