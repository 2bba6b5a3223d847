/** Which plan is best, and why? Pure functions of a request: no clock, thread, I/O or hidden state. */
@NullMarked
package io.amorsize.optimizer;

import org.jspecify.annotations.NullMarked;
