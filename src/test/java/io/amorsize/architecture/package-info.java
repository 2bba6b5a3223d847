/** The rules of docs/architecture.md as tests, and the proof that each of them can fail. */
@NullMarked
package io.amorsize.architecture;

import org.jspecify.annotations.NullMarked;
