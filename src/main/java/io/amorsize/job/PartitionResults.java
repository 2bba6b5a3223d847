package io.amorsize.job;

import java.util.List;

/**
 * Outcomes of items of one leased partition.
 *
 * @param lease by which they were run
 * @param outcomes one for each of the items, ascending by index
 * @param retries failed tries that were followed by another, since the last results
 */
public record PartitionResults(PartitionLease lease, List<ItemOutcome> outcomes, long retries) {

    /** Copies the list. */
    public PartitionResults {
        outcomes = List.copyOf(outcomes);
    }
}
