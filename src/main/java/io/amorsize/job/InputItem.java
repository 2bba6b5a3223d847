package io.amorsize.job;

import java.util.Optional;

/**
 * An item as it came in.
 *
 * @param index its place among the items of the job, from 0
 * @param json its document; the number itself where the job has a range of numbers
 * @param key its idempotency key where it has one from an earlier job
 */
public record InputItem(long index, String json, Optional<String> key) {}
