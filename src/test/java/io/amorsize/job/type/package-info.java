/** Job types as the service uses them. */
@NullMarked
package io.amorsize.job.type;

import org.jspecify.annotations.NullMarked;
