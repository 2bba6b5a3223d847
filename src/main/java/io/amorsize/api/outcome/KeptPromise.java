package io.amorsize.api.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import io.amorsize.api.json.Json;
import io.amorsize.optimizer.CurvePoint;
import io.amorsize.optimizer.Evidence;
import io.amorsize.optimizer.Interval;
import io.amorsize.optimizer.WorkloadSummary;
import io.amorsize.recommendation.Circumstances;
import io.amorsize.recommendation.KeptRecommendation;
import io.amorsize.recommendation.MachineShape;
import io.amorsize.recommendation.Promise;
import io.amorsize.recommendation.WorkloadClass;
import io.amorsize.workload.ExecutionRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads what a recommendation promised out of the documents in which it is kept. */
public final class KeptPromise {

    private KeptPromise() {}

    /** What was promised. */
    public static Promise of(KeptRecommendation kept) {
        JsonNode request = Json.tree(kept.request());
        JsonNode answer = Json.tree(kept.answer());
        JsonNode items = request.at("/workload/items");
        return new Promise(
                kept.headline().id(),
                circumstances(kept, request, answer),
                items.isNumber() ? OptionalLong.of(items.longValue()) : OptionalLong.empty(),
                kept.headline().workers(),
                kept.headline().chunkSize(),
                decimal(answer.at("/estimate/serialSeconds")),
                interval(answer.at("/estimate/interval50Seconds")),
                curve(answer.path("curve")),
                decimal(answer.at("/experience/widthFactor")).orElse(1));
    }

    private static Circumstances circumstances(KeptRecommendation kept, JsonNode request, JsonNode answer) {
        return new Circumstances(
                kept.headline().workload(),
                new WorkloadClass(
                        WorkloadSummary.Kind.valueOf(answer.at("/workload/kind").textValue()),
                        evidence(request, answer),
                        answer.at("/workload/heavyTailed").booleanValue()),
                request.has("runtime")
                        ? ExecutionRuntime.valueOf(request.get("runtime").textValue())
                        : ExecutionRuntime.AUTO,
                new MachineShape(
                        answer.at("/host/effectiveCpus").doubleValue(),
                        answer.at("/host/physicalCores").intValue(),
                        answer.at("/host/logicalProcessors").intValue()));
    }

    private static Evidence evidence(JsonNode request, JsonNode answer) {
        boolean observed = !request.at("/workload/observations").isEmpty()
                || answer.at("/experience/outcomes").intValue() > 0;
        if (observed) {
            return Evidence.OBSERVATIONS;
        }
        return request.at("/workload/samples").isMissingNode() ? Evidence.DESCRIPTOR : Evidence.SAMPLES;
    }

    private static List<CurvePoint> curve(JsonNode points) {
        List<CurvePoint> curve = new ArrayList<>(points.size());
        for (JsonNode point : points) {
            curve.add(new CurvePoint(
                    point.get("workers").intValue(),
                    point.get("chunkSize").longValue(),
                    decimal(point.path("seconds")),
                    interval(point.path("interval90Seconds")),
                    point.get("speedup").doubleValue(),
                    new Interval(
                            point.get("low90").doubleValue(),
                            point.get("high90").doubleValue()),
                    point.get("regret").doubleValue()));
        }
        return curve;
    }

    private static Optional<Interval> interval(JsonNode ends) {
        return ends.isArray()
                ? Optional.of(
                        new Interval(ends.get(0).doubleValue(), ends.get(1).doubleValue()))
                : Optional.empty();
    }

    private static OptionalDouble decimal(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
    }
}
