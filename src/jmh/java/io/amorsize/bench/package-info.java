/** How long does a recommendation take? */
@NullMarked
package io.amorsize.bench;

import org.jspecify.annotations.NullMarked;
