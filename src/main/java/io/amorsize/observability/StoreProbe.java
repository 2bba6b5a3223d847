package io.amorsize.observability;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the store whether it answers.
 *
 * @param product what people call it, such as SQLite
 * @param defect what keeps it from answering, empty if it answers; may take a few seconds
 */
public record StoreProbe(String product, Supplier<Optional<String>> defect) {}
