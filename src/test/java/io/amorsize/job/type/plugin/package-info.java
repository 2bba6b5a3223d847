/** Plug-ins are compiled, packed, loaded and run, and broken ones are refused. */
@NullMarked
package io.amorsize.job.type.plugin;

import org.jspecify.annotations.NullMarked;
