package io.amorsize.api.outcome;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Cursor;
import io.amorsize.api.http.Identifiers;
import io.amorsize.api.http.Query;
import io.amorsize.api.json.Json;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.recommendation.History;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeLog;
import io.amorsize.recommendation.OutcomeLog.NamedWorkload;
import io.amorsize.recommendation.WorkloadClass;
import io.amorsize.recommendation.WorkloadHistory;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells what is known of named workloads. */
@Path("/v1/workloads")
@Tag(name = "Outcomes")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class WorkloadResource {

    private static final int MOST = 500;
    private static final int USUAL = 50;

    private static final ObjectWriter PAGE = Json.writerFor(WorkloadPageBody.class);
    private static final ObjectWriter HISTORY = Json.writerFor(WorkloadHistoryBody.class);

    private final OutcomeLog log;
    private final History history;

    WorkloadResource(OutcomeLog log, History history) {
        this.log = log;
        this.history = history;
    }

    @GET
    @Operation(
            operationId = "listWorkloads",
            summary = "List the workloads of which outcomes are known",
            description = "By name, in pages.")
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
    @APIResponse(
            responseCode = "200",
            description = "A page of the list.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WorkloadPageBody.class)))
    public byte[] list(@Context UriInfo uri) {
        Query query = Query.of(uri, "limit", "cursor");
        int limit = query.whole("limit", 1, MOST, USUAL);
        Optional<String> after = Cursor.WORKLOADS.in(query);
        query.check();
        List<NamedWorkload> found = log.workloads(after, limit + 1);
        List<NamedWorkload> page = found.subList(0, Math.min(limit, found.size()));
        return Json.write(
                PAGE,
                new WorkloadPageBody(
                        page.stream().map(WorkloadPageBody.EntryBody::of).toList(),
                        found.size() > limit
                                ? Cursor.WORKLOADS.after(page.getLast().name())
                                : null));
    }

    @GET
    @Path("/{name}")
    @Operation(
            operationId = "getWorkload",
            summary = "Tell what is known of a workload",
            description = "Its outcomes, the newest first and in pages; how right the predictions were; whether it has"
                    + " lately become slower or faster; and how wide its next intervals will be.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most outcomes to return.",
            schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "500", defaultValue = "50"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`nextCursor` of the page before.",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "The workload.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WorkloadHistoryBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownWorkload")
    public byte[] get(
            @Parameter(
                            description = "Name of the workload.",
                            schema = @Schema(implementation = String.class, examples = "orders-shipping"))
                    @PathParam("name")
                    String name,
            @Context UriInfo uri) {
        Query query = Query.of(uri, "limit", "cursor");
        int limit = query.whole("limit", 1, MOST, USUAL);
        Optional<String> before = Cursor.OUTCOMES.in(query);
        query.check();
        WorkloadHistory known = Identifiers.isWorkloadName(name) ? history.of(name) : WorkloadHistory.NONE;
        if (known.outcomes().isEmpty()) {
            throw new ProblemException(Problem.of(
                    ProblemCode.UNKNOWN_WORKLOAD,
                    "No outcome of a workload with this name is kept. Name a workload in `workload.name` of a"
                            + " recommendation request, and report what happened to its `outcomes`."));
        }
        List<Outcome> found =
                before.map(id -> log.olderOf(name, id, limit + 1)).orElseGet(() -> log.newestOf(name, limit + 1));
        List<Outcome> page = found.subList(0, Math.min(limit, found.size()));
        WorkloadClass next = known.nextClass();
        return Json.write(
                HISTORY,
                new WorkloadHistoryBody(
                        name,
                        WorkloadHistoryBody.ClassBody.of(next),
                        history.widthFactor(Optional.of(known), next),
                        WorkloadHistoryBody.DriftBody.of(known.drift()),
                        WorkloadHistoryBody.AccuracyBody.of(known.accuracy()),
                        WorkloadHistoryBody.bodies(page),
                        found.size() > limit
                                ? Cursor.OUTCOMES.after(page.getLast().id())
                                : null));
    }
}
