/** The job type {@code url-analysis}: what a page says about itself, and how well it is protected. */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.type.url;
