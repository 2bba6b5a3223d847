/** What do jobs teach? Plans them with what earlier ones taught, and notes how they went. */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.learning;
