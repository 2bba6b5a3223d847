package io.amorsize.api.recommendation;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Cursor;
import io.amorsize.api.http.Identifiers;
import io.amorsize.api.http.Parameters;
import io.amorsize.api.http.Query;
import io.amorsize.api.json.Json;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.recommendation.Comparison;
import io.amorsize.recommendation.Headline;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.RecommendationArchive;
import io.amorsize.recommendation.Recorder;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Gives recommendations again that were given before. */
@Path("/v1/recommendations")
@Tag(name = "Recommendations")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class KeptRecommendationResource {

    private static final String ID = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10";
    private static final int MOST = 500;
    private static final int USUAL = 50;

    /** Longest wait for what is still to be written; what is older is shown all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final ObjectWriter PAGE = Json.writerFor(PageBody.class);
    private static final ObjectWriter COMPARISON = Json.writerFor(ComparisonBody.class);

    private final RecommendationArchive archive;
    private final Recorder recorder;

    KeptRecommendationResource(RecommendationArchive archive, Recorder recorder) {
        this.archive = archive;
        this.recorder = recorder;
    }

    @GET
    @Operation(
            operationId = "listRecommendations",
            summary = "List the recommendations that are kept",
            description = "The newest first, in pages. How many are kept, and how long, is a matter of configuration.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most to return.",
            schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "500", defaultValue = "50"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`nextCursor` of the page before.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "workload",
            in = ParameterIn.QUERY,
            description = "Name of the only workload wanted.",
            schema = @Schema(implementation = String.class, examples = "orders-shipping"))
    @APIResponse(
            responseCode = "200",
            description = "A page of the list.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PageBody.class)))
    public byte[] list(@Context UriInfo uri) {
        Query query = Query.of(uri, "limit", "cursor", "workload");
        int limit = query.whole("limit", 1, MOST, USUAL);
        Optional<String> before = Cursor.RECOMMENDATIONS.in(query);
        Optional<String> workload = query.text("workload");
        if (workload.isPresent() && !Identifiers.isWorkloadName(workload.get())) {
            query.refuse(
                    "workload",
                    ProblemCode.INVALID_VALUE,
                    "must be the name of a workload, but is " + Query.quoted(workload.get()));
        }
        query.check();
        recorder.flush(PATIENCE);
        List<Headline> found = archive.newest(limit + 1, before, workload);
        List<Headline> page = found.subList(0, Math.min(limit, found.size()));
        return Json.write(
                PAGE,
                new PageBody(
                        page.stream().map(SummaryBody::of).toList(),
                        found.size() > limit
                                ? Cursor.RECOMMENDATIONS.after(page.getLast().id())
                                : null));
    }

    @GET
    @Path("/compare")
    @Operation(
            operationId = "compareRecommendations",
            summary = "Compare recommendations",
            description = "2 to 20 recommendations side by side: the plans, what differs, which is the fastest, and how"
                    + " surely. Times are compared where all are about the same number of items, speed-ups"
                    + " otherwise.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(
            name = "ids",
            in = ParameterIn.QUERY,
            required = true,
            description = "Their identifiers, with commas between them.",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "The comparison.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ComparisonBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownRecommendation")
    public byte[] compare(@Context UriInfo uri) {
        Query query = Query.of(uri, "ids");
        List<String> ids = query.text("ids")
                .map(text -> Arrays.asList(text.split(",", -1)))
                .orElse(List.of());
        if (ids.size() < 2 || ids.size() > Comparison.MOST) {
            query.refuse(
                    "ids",
                    ProblemCode.OUT_OF_RANGE,
                    "must name 2 to " + Comparison.MOST + " recommendations, with commas between them, but names "
                            + ids.size());
        } else if (new HashSet<>(ids).size() < ids.size()) {
            query.refuse("ids", ProblemCode.CONTRADICTION, "must name each recommendation once");
        }
        query.check();
        List<KeptRecommendation> kept = new ArrayList<>();
        for (String id : ids) {
            kept.add(kept(id));
        }
        return Json.write(COMPARISON, ComparisonBody.of(kept));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getRecommendation",
            summary = "Get a recommendation again",
            description = "The answer in full, as it was given.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The recommendation.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecommendationBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownRecommendation")
    public byte[] get(
            @Parameter(description = "Identifier of the recommendation.", example = ID) @PathParam("id") String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        return kept(id).answer().getBytes(StandardCharsets.UTF_8);
    }

    @GET
    @Path("/{id}/export")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "exportRecommendation",
            summary = "Get a recommendation as a configuration",
            description =
                    "Workers, chunk size, executor and expected speed-up, to be loaded when a program is deployed:"
                            + " as JSON, YAML, Java properties (`plan.workers`), environment variables (`PLAN_WORKERS`) or"
                            + " values for a Helm chart (`parallelism.workers`).")
    @Parameter(ref = "X-Request-Id")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "The form to write it in.",
            schema = @Schema(implementation = SavedPlan.Format.class, defaultValue = "json"))
    @APIResponse(
            responseCode = "200",
            description = "The configuration.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Object.class),
                        examples =
                                @ExampleObject(
                                        name = "json",
                                        summary = "With `format=json`",
                                        value = PlanExamples.JSON)),
                @Content(
                        mediaType = "application/yaml",
                        schema = @Schema(implementation = String.class),
                        examples =
                                @ExampleObject(
                                        name = "helm",
                                        summary = "With `format=helm`",
                                        value = PlanExamples.HELM)),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(implementation = String.class),
                        examples =
                                @ExampleObject(name = "env", summary = "With `format=env`", value = PlanExamples.ENV))
            })
    @APIResponse(responseCode = "404", ref = "UnknownRecommendation")
    public Response export(
            @Parameter(description = "Identifier of the recommendation.", example = ID) @PathParam("id") String id,
            @Context UriInfo uri) {
        Query query = Query.of(uri, "format");
        SavedPlan.Format format = query.choice("format", List.of(SavedPlan.Format.values()), SavedPlan.Format.json);
        query.check();
        byte[] text = SavedPlan.of(kept(id).headline()).in(format).getBytes(StandardCharsets.UTF_8);
        return Response.ok(text).type(format.mediaType()).build();
    }

    private KeptRecommendation kept(String id) {
        return Optional.of(id)
                .filter(Identifiers::isIdentifier)
                .flatMap(recorder::find)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemCode.UNKNOWN_RECOMMENDATION,
                        "No recommendation " + Query.quoted(id) + " is kept, or none any more.")));
    }
}
