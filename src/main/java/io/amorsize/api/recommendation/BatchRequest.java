package io.amorsize.api.recommendation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Many questions. */
@Schema(
        name = "BatchRequest",
        additionalProperties = Schema.False.class,
        description = "Many requests at once. If one of them is invalid, none is answered.")
record BatchRequest(
        @Schema(
                description = "The requests, each as it would be sent alone.",
                required = true,
                minItems = 1,
                maxItems = 100)
        List<RecommendationRequest> requests) {}
