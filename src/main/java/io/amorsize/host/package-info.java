/** What machine are we on? Capacity, memory, load and measured overheads, as plain values. */
@NullMarked
package io.amorsize.host;

import org.jspecify.annotations.NullMarked;
