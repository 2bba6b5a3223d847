package io.amorsize.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the list of jobs. */
@Schema(name = "JobPage", description = "A part of the jobs, the newest first.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobPageBody(
        @Schema(
                description = "The jobs. How fast they run and what is being run now stand in the job itself.",
                required = true)
        List<JobBody> items,

        @Schema(
                description = "Send it as `cursor` to get what is older; left out where nothing is.",
                examples = "ajE6MDE5YTlmMGUtNmMxYi03YTUyLWIzYTQtMWYwZDZhMmM5ZTEw")
        @Nullable String nextCursor) {}
