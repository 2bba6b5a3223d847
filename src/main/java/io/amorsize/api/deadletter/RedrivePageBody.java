package io.amorsize.api.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the list of redrives. */
@Schema(name = "RedrivePage", description = "A part of the redrives, the newest first.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RedrivePageBody(
        @Schema(description = "The redrives.", required = true)
        List<RedriveBody> items,

        @Schema(description = "Send it as `cursor` to get what follows; left out where nothing does.") @Nullable String nextCursor) {}
