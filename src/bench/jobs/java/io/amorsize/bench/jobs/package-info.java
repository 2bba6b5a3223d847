/** What does it cost to run items as jobs, and what does it gain? */
@NullMarked
package io.amorsize.bench.jobs;

import org.jspecify.annotations.NullMarked;
