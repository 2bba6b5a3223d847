package io.amorsize.store.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amorsize.job.FailurePolicy;
import io.amorsize.job.JobSpec;
import io.amorsize.job.PlanRevision;
import io.amorsize.job.PlanWish;
import io.amorsize.job.RateLimit;
import io.amorsize.job.RetryPolicy;
import io.amorsize.optimizer.Executor;
import io.amorsize.optimizer.Interval;
import io.amorsize.store.job.DamagedRow.Unreadable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What a job asks for and the plans it follows, as JSON. Members that say nothing are left out. */
final class JobDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JobDocuments() {}

    static byte[] spec(JobSpec spec) {
        ObjectNode root = NODES.objectNode();
        root.put("type", spec.type());
        root.put("parameters", spec.parameters());
        root.set("plan", wish(spec.plan()));
        spec.itemTimeoutSeconds().ifPresent(seconds -> root.put("itemTimeoutSeconds", seconds));
        spec.deadlineSeconds().ifPresent(seconds -> root.put("deadlineSeconds", seconds));
        root.put("priority", spec.priority());
        RetryPolicy retry = spec.retry();
        ObjectNode retryNode = root.putObject("retry")
                .put("maxAttempts", retry.maxAttempts())
                .put("initialDelaySeconds", retry.initialDelaySeconds())
                .put("maxDelaySeconds", retry.maxDelaySeconds())
                .put("multiplier", retry.multiplier())
                .put("jitter", retry.jitter());
        retry.retryOn().stream().sorted().forEach(retryNode.putArray("retryOn")::add);
        spec.rateLimit()
                .ifPresent(limit -> root.putObject("rateLimit")
                        .put("itemsPerSecond", limit.itemsPerSecond())
                        .put("burst", limit.burst()));
        root.putObject("failurePolicy")
                .put("maxFailures", spec.failurePolicy().maxFailures())
                .put("maxFailureShare", spec.failurePolicy().maxFailureShare());
        ObjectNode labels = root.putObject("labels");
        spec.labels().forEach(labels::put);
        spec.traceId().ifPresent(id -> root.put("traceId", id));
        return Block.ofText(root.toString());
    }

    private static ObjectNode wish(PlanWish wish) {
        return switch (wish) {
            case PlanWish.Auto ignored -> NODES.objectNode();
            case PlanWish.Fixed fixed -> fixed(fixed);
            case PlanWish.Advised advised -> fixed(advised.plan()).put("recommendationId", advised.recommendationId());
        };
    }

    private static ObjectNode fixed(PlanWish.Fixed fixed) {
        ObjectNode node = NODES.objectNode().put("workers", fixed.workers()).put("chunkSize", fixed.chunkSize());
        fixed.executor().ifPresent(executor -> node.put("executor", executor.name()));
        return node;
    }

    static JobSpec spec(byte[] block) throws Unreadable {
        return read(block, root -> {
            Map<String, String> labels = new HashMap<>();
            root.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().textValue()));
            JsonNode failures = root.required("failurePolicy");
            return new JobSpec(
                    root.required("type").textValue(),
                    root.required("parameters").textValue(),
                    wish(root.required("plan")),
                    number(root, "itemTimeoutSeconds"),
                    number(root, "deadlineSeconds"),
                    root.required("priority").intValue(),
                    retry(root.required("retry")),
                    Optional.ofNullable(root.get("rateLimit"))
                            .map(limit -> new RateLimit(
                                    limit.required("itemsPerSecond").doubleValue(),
                                    limit.required("burst").intValue())),
                    new FailurePolicy(
                            failures.required("maxFailures").longValue(),
                            failures.required("maxFailureShare").doubleValue()),
                    labels,
                    Optional.ofNullable(root.get("traceId")).map(JsonNode::textValue));
        });
    }

    private static PlanWish wish(JsonNode node) {
        if (node.isEmpty()) {
            return new PlanWish.Auto();
        }
        PlanWish.Fixed fixed = new PlanWish.Fixed(
                node.required("workers").intValue(),
                node.required("chunkSize").longValue(),
                Optional.ofNullable(node.get("executor")).map(name -> Executor.valueOf(name.textValue())));
        return node.has("recommendationId")
                ? new PlanWish.Advised(node.required("recommendationId").textValue(), fixed)
                : fixed;
    }

    private static RetryPolicy retry(JsonNode node) {
        Set<String> retryOn = new HashSet<>();
        node.required("retryOn").forEach(errorClass -> retryOn.add(errorClass.textValue()));
        return new RetryPolicy(
                node.required("maxAttempts").intValue(),
                node.required("initialDelaySeconds").doubleValue(),
                node.required("maxDelaySeconds").doubleValue(),
                node.required("multiplier").doubleValue(),
                node.required("jitter").doubleValue(),
                retryOn);
    }

    static byte[] plan(PlanRevision plan) {
        ObjectNode root = NODES.objectNode()
                .put("at", plan.at().toString())
                .put("itemsEnded", plan.itemsEnded())
                .put("workers", plan.workers())
                .put("chunkSize", plan.chunkSize())
                .put("executor", plan.executor().name())
                .put("reason", plan.reason());
        plan.serialSeconds().ifPresent(seconds -> root.put("serialSeconds", seconds));
        plan.parallelSeconds().ifPresent(seconds -> root.put("parallelSeconds", seconds));
        plan.speedup()
                .ifPresent(gain -> root.putObject("speedup")
                        .put("value", gain.value())
                        .put("low90", gain.interval90().low())
                        .put("high90", gain.interval90().high()));
        plan.limit().ifPresent(limit -> root.put("limit", limit));
        return Block.ofText(root.toString());
    }

    static PlanRevision plan(byte[] block) throws Unreadable {
        return read(
                block,
                root -> new PlanRevision(
                        Instant.parse(root.required("at").textValue()),
                        root.required("itemsEnded").longValue(),
                        root.required("workers").intValue(),
                        root.required("chunkSize").longValue(),
                        Executor.valueOf(root.required("executor").textValue()),
                        root.required("reason").textValue(),
                        number(root, "serialSeconds"),
                        number(root, "parallelSeconds"),
                        Optional.ofNullable(root.get("speedup"))
                                .map(gain -> new PlanRevision.Gain(
                                        gain.required("value").doubleValue(),
                                        new Interval(
                                                gain.required("low90").doubleValue(),
                                                gain.required("high90").doubleValue()))),
                        Optional.ofNullable(root.get("limit")).map(JsonNode::textValue)));
    }

    private static OptionalDouble number(JsonNode node, String member) {
        JsonNode number = node.get(member);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }

    /** Makes a value of JSON. */
    private interface Mapping<R> {
        R of(JsonNode root);
    }

    private static <R> R read(byte[] block, Mapping<R> mapping) throws Unreadable {
        String text = Block.text(block);
        try {
            return mapping.of(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new Unreadable("this version does not understand it: " + e.getMessage());
        }
    }
}
