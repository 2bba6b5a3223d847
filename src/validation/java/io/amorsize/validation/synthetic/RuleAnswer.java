package io.amorsize.validation.synthetic;

/**
 * What a rival rule advised and what became of it.
 *
 * @param rule its name
 * @param split its plan
 * @param fits whether memory suffices for it
 * @param regret mean time lost over all runs against the best split, as a share of the time taken, at most 1; below 0 where
 *     it was lucky, 1 where memory does not suffice
 * @param againstSerial mean time of all runs divided by that of the serial runs
 */
record RuleAnswer(String rule, Split split, boolean fits, double regret, double againstSerial) {}
