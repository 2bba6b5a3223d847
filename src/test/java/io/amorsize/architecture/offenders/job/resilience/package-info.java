/** Classes that break rules on purpose, and some that keep them. */
@NullMarked
package io.amorsize.architecture.offenders.job.resilience;

import org.jspecify.annotations.NullMarked;
