/** What did we advise? */
@NullMarked
package io.amorsize.recommendation;

import org.jspecify.annotations.NullMarked;
