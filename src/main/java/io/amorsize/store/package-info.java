/** Where is what we know kept? SQL over a database that is opened here and shared by all that keeps something. */
@NullMarked
package io.amorsize.store;

import org.jspecify.annotations.NullMarked;
