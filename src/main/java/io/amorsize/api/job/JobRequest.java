package io.amorsize.api.job;

import io.amorsize.api.http.Query;
import io.amorsize.api.json.Consistent;
import io.amorsize.api.json.Findings;
import io.amorsize.api.json.Json;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.job.FailurePolicy;
import io.amorsize.job.ItemSource;
import io.amorsize.job.JobSpec;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RateLimit;
import io.amorsize.job.RetryPolicy;
import io.amorsize.job.spi.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job that somebody asks for. */
@Schema(
        name = "JobRequest",
        additionalProperties = Schema.False.class,
        description = "A job: many items of one type. Either `items` or `range` says which.")
record JobRequest(
        @Schema(
                description = "Name of the job type; `GET /v1/job-types` lists them.",
                required = true,
                minLength = 1,
                maxLength = 50,
                pattern = "[a-z][a-z0-9-]*",
                examples = "synthetic")
        String type,

        @Schema(
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "What all items share, as `parametersSchema` of the type says. Without it, {}.",
                examples = "{\"sleepSeconds\": 0.05}")
        @Nullable JsonText parameters,

        @Schema(
                implementation = Object.class,
                oneOf = {ItemForms.Documents.class, ItemForms.Announced.class},
                description = "The items as a list, each as `itemSchema` of the type says; or `\"stream\"`, if they"
                        + " follow with `POST /v1/jobs/{id}/items`.")
        @Nullable JsonText items,

        @Schema(description = "A range of numbers in place of items, for types that take ranges.") @Nullable RangeInput range,

        @Schema(description = "How the plan is made. Without it, `AUTO`.") @Nullable PlanInput plan,

        @Schema(
                description = "Longest time of one try of an item. Without it, no limit.",
                minimum = "0.001",
                maximum = "1000000000",
                examples = "10")
        @Nullable Double itemTimeoutSeconds,

        @Schema(
                description = "Longest time of the job since it was accepted; what has not been run by then never"
                        + " will be. Without it, no limit.",
                minimum = "0.001",
                maximum = "1000000000",
                examples = "3600")
        @Nullable Double deadlineSeconds,

        @Schema(
                description = "Weight of the job among others when CPUs are short.",
                minimum = "1",
                maximum = "100",
                defaultValue = "10",
                examples = "20")
        @Nullable Integer priority,

        @Schema(description = "Whether items that failed are tried again. Without it, three tries.") @Nullable RetryInput retry,

        @Schema(description = "How fast items may begin. Without it, no limit.") @Nullable RateLimitInput rateLimit,

        @Schema(description = "When failures pause the job. Without it, never.") @Nullable FailurePolicyInput failurePolicy,

        @Schema(
                description = "What you file the job under. Names have 1 to 63 letters, digits and `. _ -`, starting"
                        + " with a letter or digit.",
                maxProperties = 20,
                maxLength = 200,
                pattern = "[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*",
                examples = "{\"team\": \"shipping\"}")
        @Nullable Map<String, String> labels)
        implements Consistent {

    private static final String STREAM = "\"stream\"";

    @Override
    public void check(Findings findings) {
        boolean listed = items != null || !findings.sound("items");
        boolean ranged = range != null || !findings.sound("range");
        if (listed && ranged) {
            findings.refuse("range", ProblemCode.CONTRADICTION, "must be left out where there are items");
        } else if (!listed && !ranged) {
            findings.refuse("", ProblemCode.MISSING_FIELD, "needs items or range");
        }
        if (items != null) {
            checkItems(items.json(), findings);
        }
        if (parameters != null && !parameters.json().startsWith("{")) {
            findings.refuse("parameters", ProblemCode.WRONG_TYPE, "must be an object");
        }
        if (labels != null) {
            for (String name : labels.keySet()) {
                if (!JobLabels.isName(name)) {
                    findings.refuse(
                            "labels/" + name.replace("~", "~0").replace("/", "~1"),
                            ProblemCode.INVALID_VALUE,
                            "must have a name of 1 to 63 letters, digits and . _ -, starting with a letter or digit,"
                                    + " but is called " + Query.quoted(name));
                }
            }
        }
    }

    private static void checkItems(String json, Findings findings) {
        if (json.equals("[]")) {
            findings.refuse("items", ProblemCode.OUT_OF_RANGE, "must have at least 1 element, but has 0");
        } else if (!json.startsWith("[") && !json.equals(STREAM)) {
            findings.refuse("items", ProblemCode.WRONG_TYPE, "must be a list, or " + STREAM + " if the items follow");
        }
    }

    /** Whether the items follow. */
    boolean streams() {
        return items != null && items.json().equals(STREAM);
    }

    /** The items that came with it, each as text. */
    List<String> documents() {
        return items == null || streams() ? List.of() : Json.elements(items.json());
    }

    /** The parameters as text. */
    String parametersText() {
        return parameters == null ? "{}" : parameters.json();
    }

    ItemSource source() {
        return range == null ? new ItemSource.Stored() : range.toSource();
    }

    /**
     * What is asked for.
     *
     * @param wish how the plan is made, with what was looked up for it
     * @param traceId the trace that the request belongs to
     */
    JobSpec toSpec(PlanWish wish, Optional<String> traceId) {
        return new JobSpec(
                type,
                parametersText(),
                wish,
                optional(itemTimeoutSeconds),
                optional(deadlineSeconds),
                priority == null ? JobSpec.USUAL_PRIORITY : priority,
                retry == null ? RetryPolicy.DEFAULT : retry.toPolicy(),
                Optional.ofNullable(rateLimit)
                        .map(limit -> new RateLimit(limit.itemsPerSecond(), limit.burst() == null ? 1 : limit.burst())),
                failurePolicy == null ? FailurePolicy.NONE : failurePolicy.toPolicy(),
                labels == null ? Map.of() : labels,
                traceId);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
