/** The store on a real SQLite file and a real PostgreSQL. */
@NullMarked
package io.amorsize.store;

import org.jspecify.annotations.NullMarked;
