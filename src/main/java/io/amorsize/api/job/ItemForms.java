package io.amorsize.api.job;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Describes the forms in which items come. Never instantiated. */
final class ItemForms {

    private ItemForms() {}

    /** The items themselves. */
    @Schema(
            name = "JobItems",
            type = SchemaType.ARRAY,
            implementation = Object[].class,
            minItems = 1,
            description = "The items.",
            examples = "[{}, {\"index\": 17}]")
    interface Documents {}

    /** An announcement of items. */
    @Schema(
            name = "JobItemsFollow",
            type = SchemaType.STRING,
            enumeration = "stream",
            description = "The items follow.")
    interface Announced {}
}
