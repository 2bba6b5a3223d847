/** Calls that are really made, to servers that are really there. */
@NullMarked
package io.amorsize.job.type.net;

import org.jspecify.annotations.NullMarked;
