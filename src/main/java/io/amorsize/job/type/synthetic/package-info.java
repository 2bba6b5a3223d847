/**
 * The job type {@code synthetic}: items that burn CPU time, sleep and fail as told, for load tests and demonstrations.
 */
@NullMarked
package io.amorsize.job.type.synthetic;

import org.jspecify.annotations.NullMarked;
