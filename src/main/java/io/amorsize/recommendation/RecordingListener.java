package io.amorsize.recommendation;

/** Is told what becomes of recommendations that are to be kept. Must be fast and safe for use by many threads. */
public interface RecordingListener {

    /** Listens to nothing. */
    RecordingListener NONE = new RecordingListener() {
        @Override
        public void kept(int recommendations) {}

        @Override
        public void notKept(int recommendations, Reason reason) {}

        @Override
        public void defect(RuntimeException failure) {}

        @Override
        public void storeFailed(RuntimeException failure) {}

        @Override
        public void storeRecovered() {}
    };

    /** Why something is not kept. */
    enum Reason {
        /** More came than could be written. */
        QUEUE_FULL,
        /** The store did not answer until the service ended. */
        STORE_GONE,
        /** Its document could not be made. */
        DEFECT
    }

    /** So many have been written. */
    void kept(int recommendations);

    /** So many will never be written. */
    void notKept(int recommendations, Reason reason);

    /** The document of a recommendation could not be made. */
    void defect(RuntimeException failure);

    /** The store has just begun to fail; it is tried again until it answers. */
    void storeFailed(RuntimeException failure);

    /** The store has just begun to answer again. */
    void storeRecovered();
}
