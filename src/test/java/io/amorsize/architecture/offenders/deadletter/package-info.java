/** Classes that break rules on purpose, and some that keep them. */
@NullMarked
package io.amorsize.architecture.offenders.deadletter;

import org.jspecify.annotations.NullMarked;
