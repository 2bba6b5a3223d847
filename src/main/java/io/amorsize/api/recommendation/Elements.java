package io.amorsize.api.recommendation;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Describes the elements of lists of numbers. Never instantiated. */
final class Elements {

    private Elements() {}

    /** A time above 0. */
    @Schema(
            name = "PositiveSeconds",
            type = SchemaType.NUMBER,
            format = "double",
            description = "A time in seconds, above 0.",
            minimum = "1e-9",
            maximum = "1000000000")
    interface PositiveSeconds {}

    /** A time. */
    @Schema(
            name = "Seconds",
            type = SchemaType.NUMBER,
            format = "double",
            description = "A time in seconds.",
            minimum = "0",
            maximum = "1000000000")
    interface Seconds {}

    /** A size. */
    @Schema(
            name = "Bytes",
            type = SchemaType.INTEGER,
            format = "int64",
            description = "A size in bytes.",
            minimum = "0",
            maximum = "1000000000000000000")
    interface Bytes {}

    /** A number of workers. */
    @Schema(
            name = "Workers",
            type = SchemaType.INTEGER,
            format = "int32",
            description = "A number of workers; 1 is the serial run.",
            minimum = "1",
            maximum = "1000000")
    interface Workers {}
}
