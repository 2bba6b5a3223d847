package io.amorsize.api.deadletter;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Bodies;
import io.amorsize.api.http.Cursor;
import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.http.Parameters;
import io.amorsize.api.http.Query;
import io.amorsize.api.http.Unfinished;
import io.amorsize.api.json.Json;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Redaction;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.deadletter.DeadLetter;
import io.amorsize.deadletter.DeadLetterFilter;
import io.amorsize.deadletter.DeadLetterRetention;
import io.amorsize.deadletter.DeadLetterStatus;
import io.amorsize.deadletter.DeadLetters;
import io.amorsize.deadletter.Payload;
import io.amorsize.deadletter.Redrive;
import io.amorsize.deadletter.Redrives;
import io.amorsize.deadletter.Redriving;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.ItemError;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
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
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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

/** Shows dead letters and does with them what is to be done. */
@Path("/v1/dead-letters")
@Tag(name = "Dead letters")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DeadLetterResource {

    private static final String ID = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e20";
    private static final String NDJSON = "application/x-ndjson";
    private static final int MOST = 500;
    private static final int USUAL = 50;

    /** Letters that are read or purged at a time. */
    private static final int SLICE = 200;

    /** Documents that are in memory at a time during an export, together; a single one may be longer. */
    private static final long MOST_BYTES = 4_000_000;

    private static final RecordReader<Requests.ReplayRequest> REPLAY =
            RecordReader.ofDocuments(Requests.ReplayRequest.class);
    private static final RecordReader<Requests.ResolveRequest> RESOLVE = RecordReader.of(Requests.ResolveRequest.class);
    private static final RecordReader<Requests.PurgeRequest> PURGE = RecordReader.of(Requests.PurgeRequest.class);
    private static final ObjectWriter PAGE = Json.writerFor(DeadLetterPageBody.class);
    private static final ObjectWriter LETTER = Json.writerFor(DeadLetterBody.class);
    private static final ObjectWriter REDRIVE = Json.writerFor(RedriveBody.class);
    private static final ObjectWriter PURGED = Json.writerFor(PurgedBody.class);

    /** What letters may be grouped by. */
    enum GroupBy {
        fingerprint
    }

    private final DeadLetters letters;
    private final Redriving redriving;
    private final DeadLetterRetention.Policy retention;
    private final Redaction redaction;
    private final InstantSource clock;

    DeadLetterResource(
            DeadLetters letters,
            Redriving redriving,
            DeadLetterRetention.Policy retention,
            Redaction redaction,
            InstantSource clock) {
        this.letters = letters;
        this.redriving = redriving;
        this.retention = retention;
        this.redaction = redaction;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listDeadLetters",
            summary = "List items that failed for good",
            description = "The newest first, in pages, without payload, stack and history. With `groupBy=fingerprint`,"
                    + " letters that failed alike are counted together, the greatest groups first; there is one page"
                    + " then.")
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
            name = "jobId",
            in = ParameterIn.QUERY,
            description = "Only letters of this job.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Only letters of this job type.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            description = "Only letters that ended so.",
            schema = @Schema(implementation = ItemError.Reason.class))
    @Parameter(
            name = "errorClass",
            in = ParameterIn.QUERY,
            description = "Only letters with this error class.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "fingerprint",
            in = ParameterIn.QUERY,
            description = "Only letters with this fingerprint.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Only letters that last failed at this moment or later.",
            schema = @Schema(implementation = String.class, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Only letters that last failed before this moment.",
            schema = @Schema(implementation = String.class, format = "date-time"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Only letters in this status; without it, all but those that were purged.",
            schema = @Schema(implementation = DeadLetterStatus.class))
    @Parameter(
            name = "minAttempts",
            in = ParameterIn.QUERY,
            description = "Only letters with so many tries at least.",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "1000000"))
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            description = "Only letters with this tag.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "groupBy",
            in = ParameterIn.QUERY,
            description = "What to group by; no groups without it.",
            schema = @Schema(implementation = GroupBy.class))
    @APIResponse(
            responseCode = "200",
            description = "A page of the list.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeadLetterPageBody.class)))
    public byte[] list(@Context UriInfo uri) {
        Query query = Query.of(uri, names("limit", "cursor", "groupBy"));
        int limit = query.whole("limit", 1, MOST, USUAL);
        Optional<String> before = Cursor.DEAD_LETTERS.in(query);
        DeadLetterFilter filter = FilterInput.in(query).toFilter(DeadLetterFilter.PRESENT, FilterInput.findings(query));
        boolean grouped = query.text("groupBy").isPresent();
        query.choice("groupBy", List.of(GroupBy.values()), GroupBy.fingerprint);
        if (grouped && before.isPresent()) {
            query.refuse("cursor", ProblemCode.CONTRADICTION, "cannot be given with groupBy, which has one page");
        }
        query.check();
        return Json.write(PAGE, grouped ? groups(filter, limit) : page(filter, before, limit));
    }

    private DeadLetterPageBody groups(DeadLetterFilter filter, int limit) {
        return new DeadLetterPageBody(
                null,
                letters.groups(filter, limit).stream()
                        .map(DeadLetterPageBody.GroupBody::of)
                        .toList(),
                null);
    }

    private DeadLetterPageBody page(DeadLetterFilter filter, Optional<String> before, int limit) {
        List<DeadLetter> found = letters.list(filter, before, limit + 1);
        List<DeadLetter> page = found.subList(0, Math.min(limit, found.size()));
        return new DeadLetterPageBody(
                page.stream()
                        .map(letter -> DeadLetterBody.summary(letter, retention.expiry(letter)))
                        .toList(),
                null,
                found.size() > limit ? Cursor.DEAD_LETTERS.after(page.getLast().id()) : null);
    }

    private static String[] names(String... others) {
        return Stream.concat(Stream.of(others), FilterInput.NAMES.stream()).toArray(String[]::new);
    }

    @GET
    @Path("/export")
    @Produces(NDJSON)
    @Operation(
            operationId = "exportDeadLetters",
            summary = "Export items that failed for good",
            description = "One letter a line with all that is shown of it, the newest first. Secrets are hidden.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(
            name = "jobId",
            in = ParameterIn.QUERY,
            description = "Only letters of this job.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Only letters of this job type.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            description = "Only letters that ended so.",
            schema = @Schema(implementation = ItemError.Reason.class))
    @Parameter(
            name = "errorClass",
            in = ParameterIn.QUERY,
            description = "Only letters with this error class.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "fingerprint",
            in = ParameterIn.QUERY,
            description = "Only letters with this fingerprint.",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Only letters that last failed at this moment or later.",
            schema = @Schema(implementation = String.class, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Only letters that last failed before this moment.",
            schema = @Schema(implementation = String.class, format = "date-time"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Only letters in this status; without it, all but those that were purged.",
            schema = @Schema(implementation = DeadLetterStatus.class))
    @Parameter(
            name = "minAttempts",
            in = ParameterIn.QUERY,
            description = "Only letters with so many tries at least.",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "1000000"))
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            description = "Only letters with this tag.",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "The letters.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = DeadLetterBody.class)))
    public StreamingOutput export(@Context UriInfo uri, @Context RoutingContext exchange) {
        Query query = Query.of(uri, names());
        DeadLetterFilter filter = FilterInput.in(query).toFilter(DeadLetterFilter.PRESENT, FilterInput.findings(query));
        query.check();
        return Unfinished.breaksOff(exchange, output -> write(filter, output));
    }

    private void write(DeadLetterFilter filter, OutputStream output) throws IOException {
        List<DeadLetter> slice = letters.list(filter, Optional.empty(), SLICE);
        while (!slice.isEmpty()) {
            List<String> ids = new ArrayList<>();
            long bytes = 0;
            for (DeadLetter letter : slice) {
                ids.add(letter.id());
                bytes += letter.payload().map(Payload::bytes).orElse(0L);
                if (bytes >= MOST_BYTES) {
                    write(ids, output);
                    ids.clear();
                    bytes = 0;
                }
            }
            write(ids, output);
            slice = letters.list(filter, Optional.of(slice.getLast().id()), SLICE);
        }
    }

    private void write(List<String> ids, OutputStream output) throws IOException {
        for (DeadLetter letter : letters.read(ids)) {
            output.write(json(letter));
            output.write('\n');
        }
    }

    private byte[] json(DeadLetter letter) {
        return Json.write(LETTER, DeadLetterBody.full(letter, retention.expiry(letter), redaction));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getDeadLetter",
            summary = "Show an item that failed for good",
            description = "With payload, stack and the newest failed tries. Secrets are hidden.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The letter.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeadLetterBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownDeadLetter")
    public byte[] get(
            @Parameter(description = "Identifier of the letter.", example = ID) @PathParam("id") String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        return json(
                letters.find(DeadLetterProblems.letterId(id)).orElseThrow(() -> DeadLetterProblems.unknownLetter(id)));
    }

    @POST
    @Path("/{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayDeadLetter",
            summary = "Run one item again",
            description = "Begins a redrive of this one letter, with the same idempotency key as before. An edited"
                    + " payload is checked by the job type and kept beside the original.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "202",
            description = "The redrive that runs it.",
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
    @APIResponse(responseCode = "404", ref = "UnknownDeadLetter")
    @APIResponse(responseCode = "409", ref = "DeadLetterConflict")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "422", ref = "IdempotencyKeyReused")
    public Response replay(
            @Parameter(description = "Identifier of the letter.", example = ID) @PathParam("id") String id,
            @Parameter(ref = "Idempotency-Key") @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Requests.ReplayRequest.class)))
                    byte @Nullable [] body,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        DeadLetterProblems.letterId(id);
        Violations violations = new Violations();
        Redriving.Replay replay =
                Bodies.valid(Bodies.read(REPLAY, body, violations), violations).toReplay();
        Redrives.Submission submission = DeadLetterProblems.answer(() -> {
            try {
                return redriving.replay(id, replay, RedriveResource.idempotency("replay " + id, key, body));
            } catch (InvalidDocument e) {
                violations.add(
                        "/payload",
                        ProblemCode.INVALID_VALUE,
                        "is not an item of the job type: " + String.valueOf(e.getMessage()));
                throw new ProblemException(Problem.of(violations.toList()));
            }
        });
        Redrive redrive = DeadLetterProblems.sameRequest(submission).redrive();
        return Response.status(202)
                .header("Location", "/v1/redrives/" + redrive.id())
                .entity(Json.write(REDRIVE, RedriveBody.of(redrive, redriving.obstacle(redrive))))
                .build();
    }

    @POST
    @Path("/{id}/resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "resolveDeadLetter",
            summary = "Say that nothing more is to be done",
            description = "The letter stays, with note and tags, until it is too old. It can be released.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The letter.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeadLetterBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownDeadLetter")
    @APIResponse(responseCode = "409", ref = "DeadLetterConflict")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    public byte[] resolve(
            @Parameter(description = "Identifier of the letter.", example = ID) @PathParam("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Requests.ResolveRequest.class)))
                    byte @Nullable [] body,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        DeadLetterProblems.letterId(id);
        Violations violations = new Violations();
        Requests.ResolveRequest request = Bodies.valid(Bodies.read(RESOLVE, body, violations), violations);
        Long version = request.version();
        return json(DeadLetterProblems.answer(() -> letters.resolve(
                id, request.toRemarks(), version == null ? OptionalLong.empty() : OptionalLong.of(version))));
    }

    @POST
    @Path("/{id}/release")
    @Operation(
            operationId = "releaseDeadLetter",
            summary = "Open a letter again",
            description =
                    "One that is in quarantine or resolved is `OPEN` again and its failed replays are forgiven, so"
                            + " that redrives take it.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The letter.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeadLetterBody.class)))
    @APIResponse(responseCode = "404", ref = "UnknownDeadLetter")
    @APIResponse(responseCode = "409", ref = "DeadLetterConflict")
    public byte[] release(
            @Parameter(description = "Identifier of the letter.", example = ID) @PathParam("id") String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        DeadLetterProblems.letterId(id);
        return json(DeadLetterProblems.answer(() -> letters.release(id)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "purgeDeadLetter",
            summary = "Erase a letter",
            description = "Payload, message, stack, history and remarks are erased for good. That the letter was there"
                    + " is remembered for some days with the status `PURGED`.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "204",
            description = "It is erased.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"))
    @APIResponse(responseCode = "404", ref = "UnknownDeadLetter")
    @APIResponse(responseCode = "409", ref = "DeadLetterConflict")
    public void delete(
            @Parameter(description = "Identifier of the letter.", example = ID) @PathParam("id") String id,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        DeadLetterProblems.letterId(id);
        DeadLetterProblems.answer(() -> {
            letters.purge(id);
            return id;
        });
    }

    @POST
    @Path("/purge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "purgeDeadLetters",
            summary = "Erase many letters",
            description =
                    "The filter is counted first: if that is not `expectedCount`, nothing is erased and the answer"
                            + " names the true count. Letters that fail after that, or are being replayed, stay.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "How many were erased.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PurgedBody.class)))
    @APIResponse(responseCode = "409", ref = "DeadLetterConflict")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    public byte[] purge(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Requests.PurgeRequest.class)))
                    byte @Nullable [] body,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        Violations violations = new Violations();
        Requests.PurgeRequest request = Bodies.valid(Bodies.read(PURGE, body, violations), violations);
        DeadLetterFilter filter = Bodies.valid(request.toFilter(violations.below("/filter")), violations);
        Instant before = clock.instant();
        long count = letters.count(filter);
        if (count != request.expectedCount()) {
            throw new ProblemException(Problem.of(
                    ProblemCode.COUNT_MISMATCH,
                    "The filter matches " + count + " dead letters and not " + request.expectedCount()
                            + ", so none was purged. Look at them again, and send expectedCount " + count
                            + " if that is right."));
        }
        long purged = 0;
        DeadLetters.Purged slice = letters.purge(filter, before, Optional.empty(), SLICE);
        while (slice.last().isPresent()) {
            purged += slice.count();
            slice = letters.purge(filter, before, slice.last(), SLICE);
        }
        return Json.write(PURGED, new PurgedBody(purged));
    }
}
