/** Tests of the page in a real browser. */
@NullMarked
package io.amorsize.page;

import org.jspecify.annotations.NullMarked;
