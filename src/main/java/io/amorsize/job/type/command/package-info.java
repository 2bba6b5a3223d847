/**
 * The job type {@code command}: items are run by allow-listed programs, as long-lived worker processes that read a line
 * of JSON for each item and write a line for each result.
 */
@NullMarked
package io.amorsize.job.type.command;

import org.jspecify.annotations.NullMarked;
