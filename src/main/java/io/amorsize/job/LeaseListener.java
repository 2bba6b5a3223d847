package io.amorsize.job;

/** Is told what becomes of leases and of recurring work. Must be fast and safe for use by many threads. */
public interface LeaseListener {

    /** Listens to nothing. */
    LeaseListener NONE = new LeaseListener() {
        @Override
        public void takenOver(String jobId, long number) {}

        @Override
        public void lost(String jobId, long number) {}

        @Override
        public void failed(String jobId, long number, Throwable failure) {}

        @Override
        public void recovered(String jobId, long number) {}

        @Override
        public void choreFailed(String chore, Throwable failure) {}

        @Override
        public void choreRecovered(String chore) {}

        @Override
        public void leasingFailed() {}

        @Override
        public void leasingRecovered() {}
    };

    /** Who held a partition died; the handler here has judged it. */
    void takenOver(String jobId, long number);

    /** Another has taken a partition that is run here; its handler is told to leave it. */
    void lost(String jobId, long number);

    /** The handler of a partition has just begun to fail; it is tried again until it does not. */
    void failed(String jobId, long number, Throwable failure);

    /** The handler of a partition that failed has just run to its end. */
    void recovered(String jobId, long number);

    /** Recurring work has just begun to fail; it is done again at its next time. */
    void choreFailed(String chore, Throwable failure);

    /** Recurring work that failed has just been done. */
    void choreRecovered(String chore);

    /** Leases can neither be sought nor kept, as a rule because the store does not answer; it is tried again. */
    void leasingFailed();

    /** Leases are sought and kept again. */
    void leasingRecovered();
}
