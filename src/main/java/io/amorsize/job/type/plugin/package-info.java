/** Loads job types from jars that an operator puts into a folder. */
@NullMarked
package io.amorsize.job.type.plugin;

import org.jspecify.annotations.NullMarked;
