/** Tests of the configuration, the start and the wiring. */
@NullMarked
package io.amorsize.app;

import org.jspecify.annotations.NullMarked;
