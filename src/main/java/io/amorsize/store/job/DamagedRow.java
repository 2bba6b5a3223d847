package io.amorsize.store.job;

import io.amorsize.job.DamagedJob;

/** A row of the database that is not what was written, or is missing. */
final class DamagedRow {

    private DamagedRow() {}

    /**
     * What is wrong with the job of such a row.
     *
     * @param table where it is
     * @param jobId the job it belongs to
     * @param row which one of the job
     * @param defect what is wrong with it
     */
    static DamagedJob of(String table, String jobId, long row, String defect) {
        return new DamagedJob("Row " + row + " of job " + jobId + " in table " + table + " is damaged: " + defect
                + ". Check the disk, and restore a backup.");
    }

    /** Bytes cannot be read. Who knows the row says which one it is. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        Unreadable(String defect) {
            super(defect);
        }
    }

    /**
     * Reads bytes of a row.
     *
     * @param <R> what they say
     */
    interface Reading<R> {
        R read() throws Unreadable;
    }

    /**
     * What the bytes of a row say.
     *
     * @throws DamagedJob if they cannot be read
     */
    static <R> R orDamaged(String table, String jobId, long row, Reading<R> reading) {
        try {
            return reading.read();
        } catch (Unreadable e) {
            DamagedJob damaged = of(table, jobId, row, String.valueOf(e.getMessage()));
            damaged.initCause(e);
            throw damaged;
        }
    }
}
