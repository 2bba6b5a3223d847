/** What every exchange has in common: request identifiers, problems outside of resources, redirects. */
@NullMarked
package io.amorsize.api.http;

import org.jspecify.annotations.NullMarked;
