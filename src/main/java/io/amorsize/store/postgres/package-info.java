/** A PostgreSQL server that any number of processes share. */
@NullMarked
package io.amorsize.store.postgres;

import org.jspecify.annotations.NullMarked;
