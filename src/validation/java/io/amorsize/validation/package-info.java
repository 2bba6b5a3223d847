/** Evidence for the model: how good its answers are against the truth, measured and written to {@code docs/accuracy.md}. */
@NullMarked
package io.amorsize.validation;

import org.jspecify.annotations.NullMarked;
