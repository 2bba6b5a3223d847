/** The job type {@code http}: one request per item. */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.type.http;
