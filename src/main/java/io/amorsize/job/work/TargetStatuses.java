package io.amorsize.job.work;

import java.util.List;
import java.util.Map;

/** What is known about targets now, for operators. Safe for use by many threads. */
public interface TargetStatuses {

    /**
     * The targets called first among those still known, so that the same ones are named for long.
     *
     * @param most how many at most, at least 1
     */
    List<TargetStatus> first(int most);

    /** How many targets are known in each state; every state is there. */
    Map<TargetStatus.State, Integer> population();
}
