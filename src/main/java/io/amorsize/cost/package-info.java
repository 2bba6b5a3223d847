/** What does running it take? Laws of capacity and contention, makespan, uncertainty. Pure functions. */
@NullMarked
package io.amorsize.cost;

import org.jspecify.annotations.NullMarked;
