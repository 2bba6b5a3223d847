package io.amorsize.api.job;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.http.Query;
import io.amorsize.api.http.UnreadBody;
import io.amorsize.api.json.Json;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.job.Job;
import io.amorsize.job.Jobs;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes streams of items. */
@Path("/v1/jobs/{id}/items")
@Tag(name = "Jobs")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "404", ref = "UnknownJob")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "409", ref = "ItemsConflict")
@APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
@APIResponse(responseCode = "429", ref = "Overloaded")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Produces(MediaType.APPLICATION_JSON)
public class JobItemsResource {

    /** Most of a refused stream that is read on, so that its client sees the answer. */
    private static final long REST_BYTES = 16L << 20;

    private static final long MOST_ITEMS = 1_000_000_000_000_000L;

    private static final ObjectWriter ACCEPTED = Json.writerFor(AcceptedItemsBody.class);

    private final Jobs jobs;
    private final JsonJobTypes types;
    private final JobDesk desk;
    private final StreamRoom room;

    JobItemsResource(Jobs jobs, JsonJobTypes types, JobDesk desk, StreamRoom room) {
        this.jobs = jobs;
        this.types = types;
        this.desk = desk;
        this.room = room;
    }

    @POST
    @Consumes({"application/x-ndjson", "application/jsonl"})
    @Blocking
    @Operation(
            operationId = "addItems",
            summary = "Send items of a job as a stream",
            description = "One item a line, as many lines as you like, in any number of requests; blank lines are"
                    + " skipped. Items are taken in batches as they come in, and the stream is held up when the job is."
                    + " The answer says how many were taken; they are durable then. At the first line that is not an"
                    + " item the stream ends: the problem points at the line (`/lines/17`, from 1), and"
                    + " `itemsAccepted` says how many items before it were taken and are kept. With `position`, a"
                    + " request may be repeated whatever became of it: no item is taken twice. Without it, the items"
                    + " are put behind all that the job has, also those that were sent before. If the connection"
                    + " breaks, `progress.items` of the job says how many were taken, which is the position to go on"
                    + " from.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(
            name = "position",
            in = ParameterIn.QUERY,
            description = "How many items of the job come before the first of this stream: 0 for its first request,"
                    + " then the `position` of the answer before. Items that the job has already must be the same, byte"
                    + " by byte, and are not taken again; otherwise, and if the job has fewer items than this, the"
                    + " answer is 409 (`POSITION_CONFLICT`) and its `position` says how many it has.",
            schema = @Schema(implementation = Long.class, minimum = "0", maximum = "1000000000000000"))
    @APIResponse(
            responseCode = "200",
            description = "The items were taken.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AcceptedItemsBody.class)))
    public byte[] add(
            @Parameter(hidden = true) @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @RequestBody(
                            description = "The items.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/x-ndjson",
                                            schema = @Schema(implementation = String.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "lines",
                                                            summary = "Two items",
                                                            value = JobExamples.LINES)))
                    InputStream body,
            @Context UriInfo uri,
            @Context RoutingContext exchange)
            throws InterruptedException {
        OptionalLong position = position(uri, key);
        Lines lines = new Lines(body);
        try {
            return Json.write(ACCEPTED, take(id, position, lines));
        } catch (ProblemException e) {
            if (!ends(lines)) {
                UnreadBody.abandon(exchange);
            }
            throw e;
        }
    }

    /** Where the first item belongs, if the client knows it. */
    private static OptionalLong position(UriInfo uri, @Nullable String key) {
        Query query = Query.of(uri, "position");
        long position = query.whole("position", 0, MOST_ITEMS, -1);
        if (key != null && query.text("position").isEmpty()) {
            // Taken silently, it would promise what is not kept.
            query.refuse(
                    IdempotencyKey.HEADER,
                    ProblemCode.INVALID_VALUE,
                    "is not taken for items; give their position, and the request may be repeated");
        }
        query.check();
        return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }

    private AcceptedItemsBody take(String id, OptionalLong position, Lines lines) throws InterruptedException {
        room.take();
        try {
            Job job = desk.find(id).job();
            ItemUpload upload = new ItemUpload(
                    jobs, type(job), id, job.items(), position, time -> LockSupport.parkNanos(time.toNanos()));
            return upload.take(lines);
        } finally {
            room.giveBack();
        }
    }

    private static boolean ends(Lines lines) {
        try {
            return lines.skip(REST_BYTES);
        } catch (IOException brokenOff) {
            return false;
        }
    }

    private JsonJobType<?, ?, ?> type(Job job) {
        return types.find(job.spec().type())
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemCode.UNKNOWN_JOB_TYPE,
                        "The job type " + job.spec().type() + " of this job is not installed any more.")));
    }
}
