/** Outcomes in and out: what really happened, and how right the predictions were. */
@NullMarked
package io.amorsize.api.outcome;

import org.jspecify.annotations.NullMarked;
