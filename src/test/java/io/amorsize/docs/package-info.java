/** Is what the documents say true? */
@NullMarked
package io.amorsize.docs;

import org.jspecify.annotations.NullMarked;
