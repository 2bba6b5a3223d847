package io.amorsize.job.work;

/** Memory that one item holds while it is run. Safe for use by many threads. */
public interface MemoryHold {

    /** Of an item that needs none. */
    MemoryHold NONE = new MemoryHold() {
        @Override
        public void giveBack() {}

        @Override
        public void abandon() {}
    };

    /** The item has ended, or its thread that was given up came back. Once. */
    void giveBack();

    /** The item's thread was given up: it still holds the memory, but others need not wait for it. At most once. */
    void abandon();
}
