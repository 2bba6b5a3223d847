package io.amorsize.api.recommendation;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Bodies;
import io.amorsize.api.http.IdempotencyKey;
import io.amorsize.api.json.Json;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.Machine;
import io.amorsize.recommendation.Recommendation;
import io.amorsize.recommendation.Recommender;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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

/** Gives recommendations. Small questions are answered on the event loop, the others on a worker thread. */
@Path("/v1/recommendations")
@Tag(name = "Recommendations")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "413", ref = "BodyTooLarge")
@APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
@APIResponse(responseCode = "422", ref = "IdempotencyKeyReused")
@APIResponse(responseCode = "500", ref = "InternalError")
@APIResponse(responseCode = "503", ref = "Unavailable")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RecommendationResource {

    /** Greatest body that is read on the event loop: about 50 µs of parsing. */
    private static final int SMALL_BYTES = 16 * 1024;

    private static final RecordReader<RecommendationRequest> REQUEST = RecordReader.of(RecommendationRequest.class);
    private static final RecordReader<BatchRequest> BATCH = RecordReader.of(BatchRequest.class);
    private static final ObjectWriter ANSWER = Json.writerFor(RecommendationBody.class);
    private static final ObjectWriter ANSWERS = Json.writerFor(BatchBody.class);

    private final Recommender recommender;
    private final Workbench workbench;
    private final Keeping keeping;
    private final Repeats repeats;

    RecommendationResource(Recommender recommender, Workbench workbench, Keeping keeping, Repeats repeats) {
        this.recommender = recommender;
        this.workbench = workbench;
        this.keeping = keeping;
        this.repeats = repeats;
    }

    @POST
    @NonBlocking
    @Operation(
            operationId = "recommend",
            summary = "Ask how to run a workload",
            description =
                    "Answers from a description of the item times, from measured items, from whole runs that were made,"
                            + " or from several of them. The answer depends on the request, the machine, its measured overheads"
                            + " and the outcomes that were reported for the workload's name and class: with equal"
                            + " histories, equal questions of a day get equal answers. The answer is kept:"
                            + " `GET /v1/recommendations/{id}` gives it again.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(ref = "Idempotency-Key")
    @Parameter(
            name = "detail",
            in = ParameterIn.QUERY,
            description =
                    "`summary` leaves out `curve`, `alternatives`, `explanation`, `readiness.checks` and `host`; it is"
                            + " smaller and quicker.",
            schema = @Schema(implementation = Detail.class, defaultValue = "full"))
    @APIResponse(
            responseCode = "200",
            description = "The recommendation.",
            headers = {
                @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                @Header(name = "Idempotency-Replayed", ref = "Idempotency-Replayed")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecommendationBody.class)))
    public Uni<byte[]> recommend(
            @RequestBody(
                            description = "The question.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = RecommendationRequest.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "waiting",
                                                        summary =
                                                                "Calls to another system, described by mean and spread",
                                                        value = RequestExamples.WAITING),
                                                @ExampleObject(
                                                        name = "computing",
                                                        summary =
                                                                "CPU work in Python processes, described by percentiles",
                                                        value = RequestExamples.COMPUTING),
                                                @ExampleObject(
                                                        name = "sampled",
                                                        summary = "Measured items",
                                                        value = RequestExamples.SAMPLED),
                                                @ExampleObject(
                                                        name = "observed",
                                                        summary = "Whole runs, without a number of items",
                                                        value = RequestExamples.OBSERVED),
                                                @ExampleObject(
                                                        name = "anotherMachine",
                                                        summary =
                                                                "The cheapest plan within a deadline on another machine",
                                                        value = RequestExamples.ANOTHER_MACHINE),
                                                @ExampleObject(
                                                        name = "customRuntime",
                                                        summary = "Stated overheads and a choice of worker counts",
                                                        value = RequestExamples.CUSTOM_RUNTIME)
                                            }))
                    byte @Nullable [] body,
            @Context UriInfo uri,
            @Context RoutingContext exchange) {
        Detail detail = Detail.of(uri);
        boolean full = detail == Detail.full;
        String key = exchange.request().getHeader(IdempotencyKey.HEADER);
        if (key != null) {
            return repeatable(key, "recommend", detail, body, exchange, () -> fresh(read(body), full));
        }
        if (body != null && body.length > SMALL_BYTES) {
            return workbench.run(body.length, () -> {
                Question question = read(body);
                return answer(question, full);
            });
        }
        Question question = read(body);
        boolean slow = question.request.needsSimulation()
                || !recommender.remembers(question.request.toPlanRequest(question.here));
        return slow
                ? workbench.run(lengthOf(body), () -> answer(question, full))
                : Uni.createFrom().item(answer(question, full));
    }

    @POST
    @Path("/batch")
    @NonBlocking
    @Operation(
            operationId = "recommendBatch",
            summary = "Ask about many workloads at once",
            description = "Up to 100 questions in one call, all answered for the same state of the machine. If one of"
                    + " them is invalid, none is answered. Each answer is kept.")
    @Parameter(ref = "X-Request-Id")
    @Parameter(ref = "Idempotency-Key")
    @Parameter(
            name = "detail",
            in = ParameterIn.QUERY,
            description =
                    "`summary` leaves out `curve`, `alternatives`, `explanation`, `readiness.checks` and `host`; it is"
                            + " smaller and quicker.",
            schema = @Schema(implementation = Detail.class, defaultValue = "full"))
    @APIResponse(
            responseCode = "200",
            description = "The recommendations, in the order of the requests.",
            headers = {
                @Header(name = "X-Request-Id", ref = "X-Request-Id"),
                @Header(name = "Idempotency-Replayed", ref = "Idempotency-Replayed")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BatchBody.class)))
    public Uni<byte[]> recommendMany(
            @RequestBody(
                            description = "The questions.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = BatchRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "batch",
                                                            summary = "Two workloads",
                                                            value = RequestExamples.BATCH)))
                    byte @Nullable [] body,
            @Context UriInfo uri,
            @Context RoutingContext exchange) {
        Detail detail = Detail.of(uri);
        boolean full = detail == Detail.full;
        String key = exchange.request().getHeader(IdempotencyKey.HEADER);
        if (key != null) {
            return repeatable(key, "recommendBatch", detail, body, exchange, () -> freshMany(body, full));
        }
        return workbench.run(lengthOf(body), () -> answerMany(body, full));
    }

    private Uni<byte[]> repeatable(
            String key,
            String operation,
            Detail detail,
            byte @Nullable [] body,
            RoutingContext exchange,
            Supplier<Repeats.Fresh> work) {
        IdempotencyKey.check(key);
        String fingerprint = Repeats.fingerprint(operation, detail, body == null ? new byte[0] : body);
        return workbench.run(lengthOf(body), () -> {
            Repeats.Reply reply = repeats.answer(key, fingerprint, work);
            if (reply.replayed()) {
                exchange.response().putHeader(IdempotencyKey.REPLAYED, "true");
            }
            return reply.json().getBytes(StandardCharsets.UTF_8);
        });
    }

    private static int lengthOf(byte @Nullable [] body) {
        return body == null ? 0 : body.length;
    }

    /** A valid request of so many bytes, and the machine the service runs on. */
    private record Question(RecommendationRequest request, Machine here, int bytes) {}

    private Question read(byte @Nullable [] body) {
        Violations violations = new Violations();
        RecommendationRequest request = Bodies.read(REQUEST, body, violations);
        Machine here = recommender.thisMachine();
        if (request != null && !request.concernsAnotherMachine()) {
            request.checkAgainst(here, violations.below(""));
        }
        return new Question(Bodies.valid(request, violations), here, lengthOf(body));
    }

    private byte[] answer(Question question, boolean full) {
        Recommendation recommendation = recommend(question);
        byte[] json = Json.write(ANSWER, RecommendationBody.of(recommendation, full));
        keeping.keep(recommendation, question.request, question.bytes, full ? json : null);
        return json;
    }

    private Repeats.Fresh fresh(Question question, boolean full) {
        Recommendation recommendation = recommend(question);
        byte[] json = Json.write(ANSWER, RecommendationBody.of(recommendation, full));
        return new Repeats.Fresh(
                new String(json, StandardCharsets.UTF_8),
                List.of(Keeping.document(recommendation, question.request, full ? json : null)));
    }

    private List<Question> readMany(byte @Nullable [] body) {
        Violations violations = new Violations();
        BatchRequest batch = Bodies.read(BATCH, body, violations);
        Machine here = recommender.thisMachine();
        if (batch != null) {
            for (int i = 0; i < batch.requests().size(); i++) {
                RecommendationRequest request = batch.requests().get(i);
                if (!request.concernsAnotherMachine()) {
                    request.checkAgainst(here, violations.below("/requests/" + i));
                }
            }
        }
        List<RecommendationRequest> requests = Bodies.valid(batch, violations).requests();
        int share = lengthOf(body) / requests.size();
        return requests.stream()
                .map(request -> new Question(request, here, share))
                .toList();
    }

    private byte[] answerMany(byte @Nullable [] body, boolean full) {
        List<RecommendationBody> answers = new ArrayList<>();
        for (Question question : readMany(body)) {
            Recommendation recommendation = recommend(question);
            answers.add(RecommendationBody.of(recommendation, full));
            keeping.keep(recommendation, question.request, question.bytes, null);
        }
        return Json.write(ANSWERS, new BatchBody(answers));
    }

    private Repeats.Fresh freshMany(byte @Nullable [] body, boolean full) {
        List<RecommendationBody> answers = new ArrayList<>();
        List<KeptRecommendation> kept = new ArrayList<>();
        for (Question question : readMany(body)) {
            Recommendation recommendation = recommend(question);
            answers.add(RecommendationBody.of(recommendation, full));
            kept.add(Keeping.document(recommendation, question.request, null));
        }
        return new Repeats.Fresh(new String(Json.write(ANSWERS, new BatchBody(answers)), StandardCharsets.UTF_8), kept);
    }

    private Recommendation recommend(Question question) {
        return recommender.recommend(question.request.toPlanRequest(question.here));
    }
}
