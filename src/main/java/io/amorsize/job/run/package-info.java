/** How does one replica run the partitions it holds? Plain Java. */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.run;
