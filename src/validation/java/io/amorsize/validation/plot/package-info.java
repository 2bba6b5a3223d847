/** Pictures for the documents: small SVG files without scripts, readable on light and on dark pages. */
@NullMarked
package io.amorsize.validation.plot;

import org.jspecify.annotations.NullMarked;
