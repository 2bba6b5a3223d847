/**
 * What a job type is made of: the types a plug-in implements and is given. Plain Java, and kept compatible.
 */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.spi;
