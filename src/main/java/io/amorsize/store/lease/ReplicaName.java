package io.amorsize.store.lease;

import java.util.random.RandomGenerator;

/**
 * What one run of a service is called: no two runs share a name, so that what a dead one held is told from what its
 * successor on the same host holds.
 *
 * @param text not blank, at most {@value #LONGEST} characters
 */
public record ReplicaName(String text) {

    /** What db-scheduler keeps of a name. */
    public static final int LONGEST = 50;

    private static final int START_LENGTH = 9;

    /** @throws IllegalArgumentException if the text is blank or too long */
    public ReplicaName {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("not a name of 1 to " + LONGEST + " characters: " + text);
        }
    }

    /** A new name for a run on {@code host}, of which the beginning is kept if it is long. */
    public static ReplicaName on(String host, RandomGenerator random) {
        String beginning = host.substring(0, Math.min(host.length(), LONGEST - START_LENGTH));
        return new ReplicaName("%s/%08x".formatted(beginning, random.nextInt()));
    }
}
