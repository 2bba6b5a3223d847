/** Dead letters and redrives in a database. */
@org.jspecify.annotations.NullMarked
package io.amorsize.store.deadletter;
