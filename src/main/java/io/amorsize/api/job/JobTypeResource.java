package io.amorsize.api.job;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Parameters;
import io.amorsize.api.http.Query;
import io.amorsize.api.json.Json;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells what can be run. */
@Path("/v1/job-types")
@Tag(name = "Jobs")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@Produces(MediaType.APPLICATION_JSON)
public class JobTypeResource {

    private static final ObjectWriter LIST = Json.writerFor(JobTypeBody.ListBody.class);
    private static final ObjectWriter TYPE = Json.writerFor(JobTypeBody.class);

    private final JsonJobTypes types;

    JobTypeResource(JsonJobTypes types) {
        this.types = types;
    }

    @GET
    @Operation(
            operationId = "listJobTypes",
            summary = "List the job types",
            description = "What can be run here: the built-in types, and those of plug-ins.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The job types.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobTypeBody.ListBody.class)))
    public byte[] list(@Context UriInfo uri) {
        Parameters.refuseAll(uri);
        return Json.write(
                LIST,
                new JobTypeBody.ListBody(
                        types.list().stream().map(JobTypeBody::of).toList()));
    }

    @GET
    @Path("/{type}")
    @Operation(
            operationId = "getJobType",
            summary = "Tell about a job type",
            description = "What it does, and JSON Schemas of its parameters and items.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The job type.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobTypeBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownJobType")
    public byte[] get(
            @Parameter(
                            description = "Name of the job type.",
                            schema = @Schema(implementation = String.class, examples = "synthetic"))
                    @PathParam("type")
                    String name,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        JsonJobType<?, ?, ?> type = types.find(name)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemCode.UNKNOWN_JOB_TYPE,
                        "No job type " + Query.quoted(name)
                                + " is installed; GET /v1/job-types lists those that are.")));
        return Json.write(TYPE, JobTypeBody.of(type));
    }
}
