/** The machine over HTTP. */
@NullMarked
package io.amorsize.api.host;

import org.jspecify.annotations.NullMarked;
