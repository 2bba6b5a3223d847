package io.amorsize.api.outcome;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Bodies;
import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.http.Identifiers;
import io.amorsize.api.http.Parameters;
import io.amorsize.api.json.Json;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.ProblemException;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.Outcome;
import io.amorsize.recommendation.OutcomeRecorder;
import io.amorsize.recommendation.Promise;
import io.amorsize.recommendation.Recorder;
import io.amorsize.recommendation.Run;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

/** Takes reports of what really happened after a recommendation. */
@Path("/v1/recommendations")
@Tag(name = "Outcomes")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "404", ref = "UnknownRecommendation")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "413", ref = "BodyTooLarge")
@APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
@APIResponse(responseCode = "422", ref = "IdempotencyKeyReused")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class OutcomeResource {

    private static final RecordReader<OutcomeRequest> REQUEST = RecordReader.of(OutcomeRequest.class);
    private static final ObjectWriter OUTCOME = Json.writerFor(OutcomeBody.class);

    private final Recorder recommendations;
    private final OutcomeRecorder outcomes;

    OutcomeResource(Recorder recommendations, OutcomeRecorder outcomes) {
        this.recommendations = recommendations;
        this.outcomes = outcomes;
    }

    @POST
    @Path("/{id}/outcomes")
    @ResponseStatus(201)
    @Operation(
            operationId = "reportOutcome",
            summary = "Report what really happened",
            description = "Compares a run with what the recommendation predicted and keeps it; it is durable when the"
                    + " answer is sent. The next recommendation for a workload of the same name counts on it, and the"
                    + " width of all intervals of its class follows. A time that is more than 1,000 times less than a"
                    + " perfect split of the predicted work is refused: it is in another unit.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "201",
            description = "What happened beside what was predicted.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OutcomeBody.class)))
    public byte[] report(
            @Parameter(
                            description = "Identifier of the recommendation.",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "019a9f0e-6c1b-7a52-b3a4-1f0d6a2c9e10"))
                    @PathParam("id")
                    String id,
            @Parameter(ref = "Idempotency-Key") @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @RequestBody(
                            description = "The run.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = OutcomeRequest.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "asAdvised",
                                                        summary = "The plan was followed",
                                                        value = OutcomeExamples.AS_ADVISED),
                                                @ExampleObject(
                                                        name = "otherwise",
                                                        summary = "Another plan was run",
                                                        value = OutcomeExamples.OTHERWISE)
                                            }))
                    byte @Nullable [] body,
            @Context UriInfo uri) {
        Parameters.refuseAll(uri);
        if (key != null) {
            IdempotencyKey.check(key);
        }
        Violations violations = new Violations();
        OutcomeRequest request = Bodies.valid(Bodies.read(REQUEST, body, violations), violations);
        Promise promise = promise(id);
        Run run = Bodies.valid(request.toRun(promise, violations.below("")), violations);
        Outcome outcome = outcomes.record(promise, run, Optional.ofNullable(key));
        if (!outcome.run().equals(run)) {
            throw new ProblemException(Problem.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent with another outcome of this recommendation at "
                            + outcome.recordedAt() + ". Take a new key for a new outcome."));
        }
        return Json.write(OUTCOME, OutcomeBody.of(outcome));
    }

    private Promise promise(String id) {
        KeptRecommendation kept = Optional.of(id)
                .filter(Identifiers::isIdentifier)
                .flatMap(recommendations::find)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ProblemCode.UNKNOWN_RECOMMENDATION,
                        "No recommendation with this identifier is kept, or none any more, so there is nothing to"
                                + " compare the outcome with. Ask for a new one before the next run.")));
        return KeptPromise.of(kept);
    }
}
