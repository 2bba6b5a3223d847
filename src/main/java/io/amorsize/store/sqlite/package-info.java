/** The embedded database: an SQLite file that belongs to one process. */
@NullMarked
package io.amorsize.store.sqlite;

import org.jspecify.annotations.NullMarked;
