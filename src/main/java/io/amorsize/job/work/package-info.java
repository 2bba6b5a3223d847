/** How do jobs share one machine? Workers, what they may use, and the protection of what they call. Plain Java. */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.work;
