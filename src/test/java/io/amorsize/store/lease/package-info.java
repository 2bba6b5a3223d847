@NullMarked
package io.amorsize.store.lease;

import org.jspecify.annotations.NullMarked;
