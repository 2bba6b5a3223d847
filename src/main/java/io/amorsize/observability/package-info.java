/** What can operators see? Metrics with one vocabulary, health, and log lines. */
@NullMarked
package io.amorsize.observability;

import org.jspecify.annotations.NullMarked;
