/** What can be run? The job types that the service has itself, each in a package of its own. */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.type;
