package io.amorsize.api.job;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a stream of items. */
@Schema(name = "AcceptedItems", description = "Items that were taken. They are kept when the answer is sent.")
record AcceptedItemsBody(
        @Schema(description = "Items of this stream.", required = true, minimum = "0", examples = "1000000")
        long accepted,

        @Schema(description = "Items of the job in all.", required = true, minimum = "0", examples = "3000000")
        long items) {}
