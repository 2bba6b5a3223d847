/** Fixtures that several tests share. */
@NullMarked
package io.amorsize.testing;

import org.jspecify.annotations.NullMarked;
