/**
 * How is work run and tracked? Jobs, their items, the plans they follow and where all that is kept. Plain Java.
 */
@org.jspecify.annotations.NullMarked
package io.amorsize.job;
