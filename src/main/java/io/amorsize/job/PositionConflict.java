package io.amorsize.job;

/** Items do not belong where they were said to begin. None of them was taken. */
public final class PositionConflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long items;

    /**
     * @param items how many the job has
     * @param message a sentence without its subject, the position, that says what is wrong with it
     */
    public PositionConflict(long items, String message) {
        super(message, null, false, false);
        this.items = items;
    }

    /** How many items the job has: where the next one belongs. */
    public long items() {
        return items;
    }
}
