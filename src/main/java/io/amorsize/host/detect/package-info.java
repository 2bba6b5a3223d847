/** Finds out what machine this is: OSHI for the hardware, our own readers for cgroups, limits and pressure. */
@NullMarked
package io.amorsize.host.detect;

import org.jspecify.annotations.NullMarked;
