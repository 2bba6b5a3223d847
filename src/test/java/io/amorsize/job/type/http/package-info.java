/** The job type http against real servers. */
@NullMarked
package io.amorsize.job.type.http;

import org.jspecify.annotations.NullMarked;
