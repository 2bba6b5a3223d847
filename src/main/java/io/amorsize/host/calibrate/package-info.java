/**
 * Measures what this host really charges for dispatch, start-up and memory traffic, once, in the background, and
 * remembers it. Start with {@link io.amorsize.host.calibrate.BackgroundCalibrator}.
 */
@NullMarked
package io.amorsize.host.calibrate;

import org.jspecify.annotations.NullMarked;
