/** Do jobs lose nothing and double nothing, whatever is done to the service, its machine and its database? */
@NullMarked
package io.amorsize.validation.soak;

import org.jspecify.annotations.NullMarked;
