/** Who is wired to whom? */
@NullMarked
package io.amorsize.app;

import org.jspecify.annotations.NullMarked;
