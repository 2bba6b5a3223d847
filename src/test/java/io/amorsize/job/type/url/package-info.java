/** The job type url-analysis against real servers. */
@NullMarked
package io.amorsize.job.type.url;

import org.jspecify.annotations.NullMarked;
