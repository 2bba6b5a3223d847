/** Guards what items call: a circuit breaker and an adaptive concurrency limit for each target. */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.resilience;
