/**
 * Who runs which partition? Leases with heartbeats, recurring work, and the services that share a database, on
 * db-scheduler.
 */
@NullMarked
package io.amorsize.store.lease;

import org.jspecify.annotations.NullMarked;
