/** Everything that can go wrong over HTTP, as problem details after RFC 9457. */
@NullMarked
package io.amorsize.api.problem;

import org.jspecify.annotations.NullMarked;
