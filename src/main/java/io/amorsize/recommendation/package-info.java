/** What did we advise, and were we right? */
@NullMarked
package io.amorsize.recommendation;

import org.jspecify.annotations.NullMarked;
