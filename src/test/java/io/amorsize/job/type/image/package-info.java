/** Small images are made of real files, and no path or file gets the better of the service. */
@NullMarked
package io.amorsize.job.type.image;

import org.jspecify.annotations.NullMarked;
