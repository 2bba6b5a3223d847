package io.amorsize.api.job;

import io.amorsize.api.http.Parameters;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells how jobs go on while they do. */
@Path("/v1/jobs/{id}/events")
@Tag(name = "Jobs")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "404", ref = "UnknownJob")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class JobEventsResource {

    private final JobEvents events;

    JobEventsResource(JobEvents events) {
        this.events = events;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            operationId = "followJob",
            summary = "Follow a job",
            description =
                    "Server-sent events: `progress` with the job as `GET /v1/jobs/{id}` gives it, now and whenever"
                            + " it has changed, at most a few times a second; and `end` with the same when it has ended, after"
                            + " which the stream ends. Comments keep the connection open. A client that takes nothing for half a"
                            + " minute is let go.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The events.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class),
                            examples =
                                    @ExampleObject(
                                            name = "events",
                                            summary = "A job that ends",
                                            value = JobExamples.EVENTS)))
    public void follow(
            @Parameter(
                            description = "Identifier of the job.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Context UriInfo uri,
            @Context SseEventSink sink,
            @Context Sse sse) {
        Parameters.refuseAll(uri);
        events.send(JobDesk.id(id), sink, sse);
    }
}
