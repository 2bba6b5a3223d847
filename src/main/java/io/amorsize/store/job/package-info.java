/**
 * Jobs, their items and their outcomes in a database. Whatever belongs to a job is changed in a transaction that has
 * locked the row of the job first.
 */
@NullMarked
package io.amorsize.store.job;

import org.jspecify.annotations.NullMarked;
