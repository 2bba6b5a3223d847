/** What is to be run? Items, their times and sizes, and the runtime that will execute them, as plain values. */
@NullMarked
package io.amorsize.workload;

import org.jspecify.annotations.NullMarked;
