/** Synthetic work does what it is told. */
@NullMarked
package io.amorsize.job.type.synthetic;

import org.jspecify.annotations.NullMarked;
