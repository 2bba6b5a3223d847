package io.amorsize.optimizer;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the caller allows.
 *
 * @param maxWorkers most workers, at least 1
 * @param workerCandidates the only worker counts to choose from, each at least 1, distinct, ascending; empty for a free
 *     choice. Running serially is always possible besides.
 * @param memoryBytes memory the run may take, at least 0
 * @param reservedCpus CPUs to be left to others, at least 0
 */
public record Constraints(
        OptionalInt maxWorkers, List<Integer> workerCandidates, OptionalLong memoryBytes, double reservedCpus) {

    /** No constraint. */
    public static final Constraints NONE = new Constraints(OptionalInt.empty(), List.of(), OptionalLong.empty(), 0);

    /** Copies, sorts and makes the candidates distinct. */
    public Constraints {
        workerCandidates = workerCandidates.stream().distinct().sorted().toList();
    }
}
