/** Tests of the measurement of this host. */
@NullMarked
package io.amorsize.host.calibrate;

import org.jspecify.annotations.NullMarked;
