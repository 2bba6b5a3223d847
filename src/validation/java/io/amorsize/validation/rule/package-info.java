/** Rules by which others choose worker counts and chunk sizes, each as its source gives it: the model's rivals. */
@NullMarked
package io.amorsize.validation.rule;

import org.jspecify.annotations.NullMarked;
