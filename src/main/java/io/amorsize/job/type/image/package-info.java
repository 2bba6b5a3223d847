/** The job type {@code image-thumbnail}: makes smaller copies of image files below allowed folders. */
@NullMarked
package io.amorsize.job.type.image;

import org.jspecify.annotations.NullMarked;
