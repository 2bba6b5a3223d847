/** Programs run items in real processes, and none of them gets the better of the service. */
@NullMarked
package io.amorsize.job.type.command;

import org.jspecify.annotations.NullMarked;
