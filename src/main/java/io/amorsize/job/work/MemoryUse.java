package io.amorsize.job.work;

/**
 * Memory of one kind at one moment.
 *
 * @param budgetBytes what running items may hold together, above 0
 * @param heldBytes what they hold, as their types tell it, at least 0; more than the budget when one needs more, alone
 * @param items that hold some, at least 0
 * @param sourcesWaiting sources that wait for room, at least 0
 */
public record MemoryUse(long budgetBytes, long heldBytes, int items, int sourcesWaiting) {}
