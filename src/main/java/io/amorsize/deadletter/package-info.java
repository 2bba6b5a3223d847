/** What failed for good, and what can be done? Dead letters, and the redrives that run them again. Plain Java. */
@org.jspecify.annotations.NullMarked
package io.amorsize.deadletter;
