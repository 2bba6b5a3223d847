package io.amorsize.api.deadletter;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a purge did. */
@Schema(name = "Purged", description = "What a purge did.")
record PurgedBody(
        @Schema(description = "Letters whose contents were erased.", required = true, minimum = "0")
        long purged) {}
