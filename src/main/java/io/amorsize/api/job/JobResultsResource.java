package io.amorsize.api.job;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Cursor;
import io.amorsize.api.http.Query;
import io.amorsize.api.http.Unfinished;
import io.amorsize.api.json.Json;
import io.amorsize.job.Jobs;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Gives what came of jobs. */
@Path("/v1/jobs/{id}/results")
@Tag(name = "Jobs")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "404", ref = "UnknownJob")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class JobResultsResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final int MOST = 1_000;
    private static final int USUAL = 100;

    private static final ObjectWriter PAGE = Json.writerFor(ResultBody.PageBody.class);

    private final Jobs jobs;
    private final JobDesk desk;
    private final StreamRoom room;

    JobResultsResource(Jobs jobs, JobDesk desk, StreamRoom room) {
        this.jobs = jobs;
        this.desk = desk;
        this.room = room;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(
            operationId = "getResults",
            summary = "Get what came of the items",
            description = "In the order of the items: as pages of JSON, or with `Accept: application/x-ndjson` all at"
                    + " once, a line each. Results of a job that has not ended go up to the first item that has none"
                    + " yet.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Most to return in a page; fewer if they are large.",
            schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`nextCursor` of the page before.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Index of the first item wanted; with `Accept: application/x-ndjson` only.",
            schema = @Schema(implementation = Long.class, minimum = "0", defaultValue = "0"))
    @APIResponse(
            responseCode = "200",
            description = "The results.",
            headers = {
                @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                @Header(
                        name = "Results-Complete",
                        description = "Of `application/x-ndjson`: whether the job has ended, so that no result will"
                                + " follow the last line.",
                        schema = @Schema(implementation = String.class, examples = "true"))
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ResultBody.PageBody.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = ResultBody.class))
            })
    public byte[] page(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri) {
        Query query = Query.of(uri, "limit", "cursor");
        int limit = query.whole("limit", 1, MOST, USUAL);
        Optional<String> from = Cursor.RESULTS.in(query);
        query.check();
        Results results = new Results(jobs, desk.find(id).job());
        return Json.write(PAGE, results.page(from.map(Long::parseLong).orElse(0L), limit));
    }

    @GET
    @Produces(NDJSON)
    @Blocking
    @Operation(hidden = true)
    public Response stream(@PathParam("id") String id, @Context UriInfo uri, @Context RoutingContext exchange) {
        Query query = Query.of(uri, "from");
        long from = query.whole("from", 0, Long.MAX_VALUE / 2, 0L);
        query.check();
        Results results = new Results(jobs, desk.find(id).job());
        room.take();
        StreamingOutput lines = out -> {
            try {
                results.writeLines(from, out);
            } finally {
                room.giveBack();
            }
        };
        return Response.ok(Unfinished.breaksOff(exchange, lines))
                .header("Results-Complete", results.areComplete())
                .build();
    }
}
