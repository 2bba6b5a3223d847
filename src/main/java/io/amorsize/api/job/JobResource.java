package io.amorsize.api.job;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Cursor;
import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.http.Parameters;
import io.amorsize.api.http.Query;
import io.amorsize.api.http.TraceParent;
import io.amorsize.api.json.Json;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.job.Job;
import io.amorsize.job.JobFilter;
import io.amorsize.job.JobState;
import io.amorsize.job.JobStore;
import io.amorsize.job.JobView;
import io.amorsize.job.Jobs;
import io.amorsize.job.Proposal;
import io.amorsize.job.spi.JobRefused;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Accepts, lists, steers and removes jobs. */
@Path("/v1/jobs")
@Tag(name = "Jobs")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class JobResource {

    private static final int MOST = 500;
    private static final int USUAL = 50;
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    private static final ObjectWriter PAGE = Json.writerFor(JobPageBody.class);

    private final Jobs jobs;
    private final JobRequests requests;
    private final JobDesk desk;

    JobResource(Jobs jobs, JobRequests requests, JobDesk desk) {
        this.jobs = jobs;
        this.requests = requests;
        this.desk = desk;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "submitJob",
            summary = "Run many items",
            description = "Accepts a job; it is durable when the answer is sent. Every item is checked against its type"
                    + " before. Each item ends in exactly one outcome, also when the service is killed; an item that was"
                    + " in flight then may be run again.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "202",
            description = "The job was accepted.",
            headers = {
                @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                @Header(name = "Idempotency-Replayed", ref = "Idempotency-Replayed"),
                @Header(
                        name = "Location",
                        description = "Path of the job.",
                        schema =
                                @Schema(
                                        implementation = String.class,
                                        examples = "/v1/jobs/019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
            },
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobBody.class)))
    @APIResponse(responseCode = "403", ref = "NotPermitted")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "422", ref = "IdempotencyKeyReused")
    @APIResponse(responseCode = "429", ref = "Overloaded")
    public Response submit(
            @Parameter(ref = "Idempotency-Key") @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @Parameter(
                            description = "The trace that the request belongs to (W3C Trace Context). Its identifier is"
                                    + " kept with the job and its dead letters; a malformed one is ignored.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                    @HeaderParam(TraceParent.HEADER)
                    @Nullable String traceParent,
            @RequestBody(
                            description = "The job.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = JobRequest.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "items",
                                                        summary = "Items in the request",
                                                        value = JobExamples.ITEMS),
                                                @ExampleObject(
                                                        name = "range",
                                                        summary = "A range of numbers, and a plan of one's own",
                                                        value = JobExamples.RANGE),
                                                @ExampleObject(
                                                        name = "stream",
                                                        summary = "Items that follow",
                                                        value = JobExamples.STREAM)
                                            }))
                    byte @Nullable [] body,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        if (key != null) {
            IdempotencyKey.check(key);
        }
        JobStore.Submission submission =
                submit(requests.read(body, Optional.ofNullable(key), TraceParent.traceId(traceParent)));
        if (!submission.sameRequest()) {
            throw new ProblemException(Problem.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent with another job at "
                            + submission.job().createdAt()
                            + ". Send the same bytes again to get the same job, or take a new key for a new one."));
        }
        Response.ResponseBuilder response = Response.accepted(
                        desk.body(submission.job()).json())
                .header("Location", "/v1/jobs/" + submission.job().id());
        return (submission.isNew() ? response : response.header(IdempotencyKey.REPLAYED, "true")).build();
    }

    private JobStore.Submission submit(Proposal proposal) {
        try {
            return jobs.submit(proposal);
        } catch (JobRefused e) {
            Violations violations = new Violations();
            violations.add(
                    "/parameters" + (e.component().isEmpty() ? "" : "/" + e.component()),
                    ProblemCode.NOT_PERMITTED,
                    "is not permitted: " + e.getMessage());
            throw new ProblemException(Problem.of(violations.toList()));
        }
    }

    @GET
    @Operation(operationId = "listJobs", summary = "List jobs", description = "The newest first, in pages.")
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
            name = "state",
            in = ParameterIn.QUERY,
            description = "The only state wanted.",
            schema = @Schema(implementation = String.class, examples = "RUNNING"))
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "The only job type wanted.",
            schema = @Schema(implementation = String.class, examples = "synthetic"))
    @Parameter(
            name = "label",
            in = ParameterIn.QUERY,
            description = "A label that the jobs must have, as name:value. May be given more than once.",
            schema = @Schema(implementation = String.class, examples = "team:shipping"))
    @APIResponse(
            responseCode = "200",
            description = "A page of the list.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobPageBody.class)))
    public byte[] list(@Context UriInfo uri) {
        Query query = Query.of(uri, "limit", "cursor", "state", "type", "label*");
        int limit = query.whole("limit", 1, MOST, USUAL);
        Optional<String> before = Cursor.JOBS.in(query);
        Optional<JobState.Label> state = query.text("state").isEmpty()
                ? Optional.empty()
                : Optional.of(query.choice("state", List.of(JobState.Label.values()), JobState.Label.QUEUED));
        Optional<String> type = query.text("type");
        if (type.isPresent() && !TYPE.matcher(type.get()).matches()) {
            query.refuse(
                    "type",
                    ProblemCode.INVALID_VALUE,
                    "must be the name of a job type, but is " + Query.quoted(type.get()));
        }
        JobFilter filter = new JobFilter(state, type, JobLabels.in(query));
        query.check();
        List<JobView> found = jobs.list(filter, before, limit + 1);
        List<JobView> page = found.subList(0, Math.min(limit, found.size()));
        return Json.write(
                PAGE,
                new JobPageBody(
                        page.stream().map(desk::body).toList(),
                        found.size() > limit
                                ? Cursor.JOBS.after(page.getLast().job().id())
                                : null));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getJob",
            summary = "Tell how a job is getting on",
            description =
                    "Its state and progress, every plan it has followed and why, and what was expected beside what"
                            + " really happened.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The job.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownJob")
    public byte[] get(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        return desk.body(desk.find(id)).json();
    }

    @POST
    @Path("/{id}/close")
    @Operation(
            operationId = "closeJob",
            summary = "End the coming in of items",
            description = "No more items come; the job ends when those that came have their outcomes.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The job after it.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownJob")
    @APIResponse(responseCode = "409", ref = "JobConflict")
    public byte[] close(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri) {
        return after(jobs::close, id, uri);
    }

    @POST
    @Path("/{id}/pause")
    @Operation(
            operationId = "pauseJob",
            summary = "Pause a job",
            description = "Nothing of it is begun until it is resumed; what is being run is ended first.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The job after it.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownJob")
    @APIResponse(responseCode = "409", ref = "JobConflict")
    public byte[] pause(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri) {
        return after(jobs::pause, id, uri);
    }

    @POST
    @Path("/{id}/resume")
    @Operation(operationId = "resumeJob", summary = "Resume a job", description = "A paused job goes on.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The job after it.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownJob")
    @APIResponse(responseCode = "409", ref = "JobConflict")
    public byte[] resume(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri) {
        return after(jobs::resume, id, uri);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description =
                    "What is being run is interrupted, and what was not run never will be. Results so far are kept. A"
                            + " damaged job ends at once, and is not shown.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The job after it.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobBody.class)))
    @APIResponse(
            responseCode = "204",
            description = "The job is damaged, and has ended.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"))
    @APIResponse(responseCode = "404", ref = "UnknownJob")
    @APIResponse(responseCode = "409", ref = "JobConflict")
    public Response cancel(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        return jobs.cancel(JobDesk.id(id))
                .map(job -> Response.ok(after(job)).build())
                .orElseGet(() -> Response.noContent().build());
    }

    private byte[] after(Function<String, Job> step, String id, UriInfo uri) {
        Parameters.refuseAll(uri);
        return after(step.apply(JobDesk.id(id)));
    }

    private byte[] after(Job job) {
        return jobs.find(job.id())
                .map(desk::body)
                .orElseGet(() -> desk.body(job))
                .json();
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(
            operationId = "deleteJob",
            summary = "Remove a job",
            description =
                    "Removes a job that has ended, with its items and results. Its dead letters stay. A damaged job may be"
                            + " removed in any state.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "204",
            description = "It is removed.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"))
    @APIResponse(responseCode = "404", ref = "UnknownJob")
    @APIResponse(responseCode = "409", ref = "JobConflict")
    public void delete(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        jobs.delete(JobDesk.id(id));
    }
}
