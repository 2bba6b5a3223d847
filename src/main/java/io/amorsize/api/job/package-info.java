/** Jobs over HTTP: what may be run, what runs, and what came of it. */
@NullMarked
package io.amorsize.api.job;

import org.jspecify.annotations.NullMarked;
