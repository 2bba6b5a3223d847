/** Who is wired to whom? The entry point, the configuration, the checks before the start and the CDI producers. */
@NullMarked
package io.amorsize.app;

import org.jspecify.annotations.NullMarked;
