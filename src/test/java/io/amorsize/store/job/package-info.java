/** Tests of jobs in a database. */
@NullMarked
package io.amorsize.store.job;

import org.jspecify.annotations.NullMarked;
