/** Tests of metrics, health and log lines. */
@NullMarked
package io.amorsize.observability;

import org.jspecify.annotations.NullMarked;
