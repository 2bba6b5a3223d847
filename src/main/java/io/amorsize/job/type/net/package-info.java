/**
 * Calls over HTTP that reach only what the operator allows. A name is resolved once, its addresses are checked, and the
 * connection is made to an address that was checked; so it is for every redirect.
 */
@org.jspecify.annotations.NullMarked
package io.amorsize.job.type.net;
