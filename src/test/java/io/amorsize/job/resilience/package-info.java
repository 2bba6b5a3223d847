/** Tests of circuit breakers and concurrency limits. */
@NullMarked
package io.amorsize.job.resilience;

import org.jspecify.annotations.NullMarked;
