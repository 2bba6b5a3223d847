package io.amorsize.job.type.synthetic;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import java.util.List;
import java.util.Set;

/**
 * Which tries of which items fail. Immutable.
 *
 * @param seed decides together with the index which items fail
 * @param share of the items that fail, 0 to 1
 * @param attempts tries of such an item that fail before one succeeds
 * @param poison indexes of items that fail for good
 */
record FailureRule(long seed, double share, int attempts, Set<Long> poison) {

    FailureRule {
        poison = Set.copyOf(poison);
    }

    static FailureRule of(SyntheticParameters parameters, long seed) {
        Integer first = parameters.failFirstAttempts();
        Double share = parameters.failShare();
        List<Long> poison = parameters.poison();
        return new FailureRule(
                seed,
                share != null ? share : first != null ? 1 : 0,
                first == null ? Integer.MAX_VALUE : first,
                poison == null ? Set.of() : Set.copyOf(poison));
    }

    /** Fails if this try of the item is to. */
    void check(long index, int attempt) throws ItemFailure {
        if (!poison.isEmpty() && poison.contains(index)) {
            throw new ItemFailure(
                    "SYNTHETIC_POISON", Kind.PERMANENT, "Item " + index + " is one of those that fail for good.");
        }
        if (share > 0 && attempt <= attempts && Draws.FAILURE.of(seed, index).nextDouble() < share) {
            throw new ItemFailure(
                    "SYNTHETIC_FAILURE",
                    Kind.TRANSIENT,
                    "Item " + index + " was asked to fail at try " + attempt + ".");
        }
    }
}
