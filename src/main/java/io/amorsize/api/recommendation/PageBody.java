package io.amorsize.api.recommendation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the list of recommendations. */
@Schema(name = "RecommendationPage", description = "A part of the kept recommendations, the newest first.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageBody(
        @Schema(description = "The recommendations.", required = true)
        List<SummaryBody> items,

        @Schema(
                description = "Send it as `cursor` to get what is older; left out where nothing is.",
                examples = "cjE6MDE5YTlmMGUtNmMxYi03YTUyLWIzYTQtMWYwZDZhMmM5ZTEw")
        @Nullable String nextCursor) {}
