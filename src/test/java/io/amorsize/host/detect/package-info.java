/** Tests of the host detection. */
@NullMarked
package io.amorsize.host.detect;

import org.jspecify.annotations.NullMarked;
