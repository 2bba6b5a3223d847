package io.amorsize.api.job;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a stream of items. */
@Schema(name = "AcceptedItems", description = "Items that were taken. They are kept when the answer is sent.")
record AcceptedItemsBody(
        @Schema(description = "Items of this stream.", required = true, minimum = "0", examples = "1000000")
        long accepted,

        @Schema(
                description = "How many of them the job had already from an earlier request with the same `position`.",
                required = true,
                minimum = "0",
                examples = "0")
        long repeated,

        @Schema(
                description = "Position behind the last item of this stream: the `position` of the next request.",
                required = true,
                minimum = "0",
                examples = "3000000")
        long position,

        @Schema(description = "Items of the job in all.", required = true, minimum = "0", examples = "3000000")
        long items) {}
