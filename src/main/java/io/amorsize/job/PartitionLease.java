package io.amorsize.job;

import java.util.List;

/**
 * The right to run what is left of a partition, until another has taken it.
 *
 * @param partition the partition
 * @param fence grows with each lease of the partition; what is recorded with an older one is refused
 * @param deaths how often it was lost by one who died
 * @param left the items without an outcome, as disjoint ranges in ascending order; empty if all that is missing is its
 *     end
 */
public record PartitionLease(Partition partition, long fence, int deaths, List<IndexRange> left) {

    /** Copies the list. */
    public PartitionLease {
        left = List.copyOf(left);
    }
}
