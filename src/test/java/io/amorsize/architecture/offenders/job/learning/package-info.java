/** Classes that break rules on purpose, and some that keep them. */
@NullMarked
package io.amorsize.architecture.offenders.job.learning;

import org.jspecify.annotations.NullMarked;
