/** Recommendations over HTTP: what comes in, what goes out. */
@NullMarked
package io.amorsize.api.recommendation;

import org.jspecify.annotations.NullMarked;
