package io.amorsize.api.job;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Parameters;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes streams of items. */
@Path("/v1/jobs/{id}/items")
@Tag(name = "Jobs")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "404", ref = "UnknownJob")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "409", ref = "JobConflict")
@APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
@APIResponse(responseCode = "429", ref = "Overloaded")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Produces(MediaType.APPLICATION_JSON)
public class JobItemsResource {

    /** Most of a refused stream that is read on, so that its client sees the answer. */
    private static final long REST_BYTES = 16L << 20;

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
                    + " `itemsAccepted` says how many items before it were taken and are kept. If the connection"
                    + " breaks, `progress.items` of the job says how many were taken.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The items were taken.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AcceptedItemsBody.class)))
    public byte[] add(
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
        Parameters.refuseAll(uri);
        Lines lines = new Lines(body);
        try {
            return Json.write(ACCEPTED, take(id, lines));
        } catch (ProblemException e) {
            if (!ends(lines)) {
                UnreadBody.abandon(exchange);
            }
            throw e;
        }
    }

    private AcceptedItemsBody take(String id, Lines lines) throws InterruptedException {
        room.take();
        try {
            Job job = desk.find(id).job();
            ItemUpload upload =
                    new ItemUpload(jobs, type(job), id, job.items(), time -> LockSupport.parkNanos(time.toNanos()));
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
