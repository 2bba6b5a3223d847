package io.amorsize.api.recommendation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answers to a batch. */
@Schema(name = "BatchResponse", description = "One recommendation per request, in the same order.")
record BatchBody(
        @Schema(description = "The recommendations.", required = true)
        List<RecommendationBody> items) {}
