/** Real work on this machine: workloads that are really run, by the advised plan, by all others, and by rival rules. */
@NullMarked
package io.amorsize.validation.realwork;

import org.jspecify.annotations.NullMarked;
