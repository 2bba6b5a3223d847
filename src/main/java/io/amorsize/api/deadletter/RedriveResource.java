package io.amorsize.api.deadletter;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Bodies;
import io.amorsize.api.http.Cursor;
import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.http.Parameters;
import io.amorsize.api.http.Query;
import io.amorsize.api.json.Json;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Redrives;
import io.amorsize.deadletter.Redriving;
import io.amorsize.job.NewJob;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Runs dead letters again. */
@Path("/v1/redrives")
@Tag(name = "Dead letters")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RedriveResource {

    private static final String ID = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e30";
    private static final int MOST = 500;
    private static final int USUAL = 50;

    private static final RecordReader<Requests.RedriveRequest> REQUEST = RecordReader.of(Requests.RedriveRequest.class);
    private static final ObjectWriter REDRIVE = Json.writerFor(RedriveBody.class);
    private static final ObjectWriter PREVIEW = Json.writerFor(RedriveBody.PreviewBody.class);
    private static final ObjectWriter PAGE = Json.writerFor(RedrivePageBody.class);

    private final Redriving redriving;
    private final Redrives redrives;

    RedriveResource(Redriving redriving, Redrives redrives) {
        this.redriving = redriving;
        this.redrives = redrives;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "redrive",
            summary = "Run many items again",
            description = "Begins a redrive: the letters that match now are handed to jobs of their own, the oldest"
                    + " first, each with the idempotency key it had before. Those that fail later do not join, and a"
                    + " letter that another redrive has taken is left to that one. With `dryRun`, it is only told what"
                    + " would be taken.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "With `dryRun`: what would be taken.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RedriveBody.PreviewBody.class)))
    @APIResponse(
            responseCode = "202",
            description = "The redrive.",
            headers = {
                @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                @Header(
                        name = "Location",
                        description = "Path of the redrive.",
                        schema = @Schema(implementation = String.class))
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RedriveBody.class)))
    @APIResponse(responseCode = "409", ref = "DeadLetterConflict")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "422", ref = "IdempotencyKeyReused")
    public Response begin(
            @Parameter(ref = "Idempotency-Key") @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Requests.RedriveRequest.class)))
                    byte @Nullable [] body,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        Optional<NewJob.Idempotency> idempotency = idempotency("redrive", key, body);
        Violations violations = new Violations();
        Requests.RedriveRequest asked = Bodies.valid(Bodies.read(REQUEST, body, violations), violations);
        Redrive.Request request = Bodies.valid(asked.toRequest(violations.below("/filter")), violations);
        if (Boolean.TRUE.equals(asked.dryRun())) {
            return Response.ok(Json.write(PREVIEW, RedriveBody.PreviewBody.of(redriving.preview(request))))
                    .build();
        }
        Redrive redrive = DeadLetterProblems.sameRequest(
                        DeadLetterProblems.answer(() -> redriving.begin(request, idempotency)))
                .redrive();
        return Response.status(202)
                .header("Location", "/v1/redrives/" + redrive.id())
                .entity(json(redrive))
                .build();
    }

    /** By which a repeated request is known; empty without a key. */
    static Optional<NewJob.Idempotency> idempotency(String operation, @Nullable String key, byte @Nullable [] body) {
        if (key == null) {
            return Optional.empty();
        }
        IdempotencyKey.check(key);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((operation + '\n').getBytes(StandardCharsets.UTF_8));
            return Optional.of(new NewJob.Idempotency(
                    key, HexFormat.of().formatHex(digest.digest(body == null ? new byte[0] : body))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private RedriveBody body(Redrive redrive) {
        return RedriveBody.of(redrive, redriving.obstacle(redrive));
    }

    private byte[] json(Redrive redrive) {
        return Json.write(REDRIVE, body(redrive));
    }

    @GET
    @Operation(operationId = "listRedrives", summary = "List redrives", description = "The newest first, in pages.")
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
                            schema = @Schema(implementation = RedrivePageBody.class)))
    public byte[] list(@Context UriInfo uri) {
        Query query = Query.of(uri, "limit", "cursor");
        int limit = query.whole("limit", 1, MOST, USUAL);
        Optional<String> before = Cursor.REDRIVES.in(query);
        query.check();
        List<Redrive> found = redrives.list(before, limit + 1);
        List<Redrive> page = found.subList(0, Math.min(limit, found.size()));
        return Json.write(
                PAGE,
                new RedrivePageBody(
                        page.stream().map(this::body).toList(),
                        found.size() > limit
                                ? Cursor.REDRIVES.after(page.getLast().id())
                                : null));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getRedrive",
            summary = "Tell how far a redrive is",
            description = "How many letters matched, were handed to its jobs, succeeded, failed, or were given back.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The redrive.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RedriveBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownRedrive")
    public byte[] get(
            @Parameter(description = "Identifier of the redrive.", example = ID) @PathParam("id") String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        return json(redrives.find(DeadLetterProblems.redriveId(id))
                .orElseThrow(() -> DeadLetterProblems.unknownRedrive(id)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "cancelRedrive",
            summary = "Cancel a redrive",
            description = "Its jobs are cancelled, and letters that were not run to their end are what they were"
                    + " before. Items that are being run are interrupted: what they call may have been called already,"
                    + " and hears the same idempotency key when they are run again. Of a redrive that is over, nothing"
                    + " changes.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "202",
            description = "The redrive.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RedriveBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownRedrive")
    public Response cancel(
            @Parameter(description = "Identifier of the redrive.", example = ID) @PathParam("id") String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        DeadLetterProblems.redriveId(id);
        Redrive redrive = DeadLetterProblems.answer(() -> redriving.cancel(id));
        return Response.status(202).entity(json(redrive)).build();
    }
}
