/** Studies on measurements that others have published. */
@NullMarked
package io.amorsize.validation.published;

import org.jspecify.annotations.NullMarked;
