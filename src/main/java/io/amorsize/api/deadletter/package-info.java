/** Dead letters in and out: what failed for good, and what is done about it. */
@NullMarked
package io.amorsize.api.deadletter;

import org.jspecify.annotations.NullMarked;
