/** Tests of what is peculiar to the embedded database. */
@NullMarked
package io.amorsize.store.sqlite;

import org.jspecify.annotations.NullMarked;
