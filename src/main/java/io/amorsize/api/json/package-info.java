/**
 * Strict reading of JSON into records, and writing. A record's components and their {@code @Schema} annotations say
 * what is accepted, so that the OpenAPI document and the check are one statement.
 */
@NullMarked
package io.amorsize.api.json;

import org.jspecify.annotations.NullMarked;
