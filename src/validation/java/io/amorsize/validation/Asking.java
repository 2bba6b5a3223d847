package io.amorsize.validation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amorsize.api.recommendation.RequestBodies;
import io.amorsize.optimizer.Advice;
import io.amorsize.optimizer.Optimizer;
import io.amorsize.optimizer.PlanRequest;
import io.amorsize.workload.ExecutionRuntime;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * A question to the service, written as the JSON that a user would send and read by the API's own reader. What is not said
 * stays out of the JSON. For one thread.
 */
public final class Asking {

    private static final Optimizer OPTIMIZER = new Optimizer();

    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ObjectNode workload = body.putObject("workload");

    /**
     * A question about a machine.
     *
     * @param effectiveCpus CPUs that may be used at once
     * @param cores physical cores
     * @param threads hardware threads
     */
    public Asking(double effectiveCpus, int cores, int threads) {
        body.putObject("host")
                .put("effectiveCpus", effectiveCpus)
                .put("physicalCores", cores)
                .put("logicalProcessors", threads);
    }

    /** How many items there are. */
    public Asking items(long items) {
        workload.put("items", items);
        return this;
    }

    /** Mean and standard deviation of the item time. */
    public Asking itemTime(double meanSeconds, double standardDeviationSeconds) {
        workload.putObject("itemTime")
                .put("meanSeconds", meanSeconds)
                .put("standardDeviationSeconds", standardDeviationSeconds);
        return this;
    }

    /** Measured items, in the order in which they ran. */
    public Asking samples(double... wallSeconds) {
        ArrayNode list = workload.putObject("samples").putArray("wallSeconds");
        for (double seconds : wallSeconds) {
            list.add(seconds);
        }
        return this;
    }

    /** CPU time of an item divided by its wall time, 0..1. */
    public Asking cpuShare(double share) {
        workload.put("cpuShare", share);
        return this;
    }

    /** Adds a whole run that was made. */
    public Asking observed(int workers, double itemsPerSecond) {
        workload.withArray("/observations").addObject().put("workers", workers).put("itemsPerSecond", itemsPerSecond);
        return this;
    }

    /** The only worker counts to choose from. */
    public Asking workerCandidates(Collection<Integer> counts) {
        ArrayNode list = body.withObject("/constraints").putArray("workerCandidates");
        counts.forEach(list::add);
        return this;
    }

    /** What runs the items. */
    public Asking runtime(ExecutionRuntime runtime) {
        body.put("runtime", runtime.name());
        return this;
    }

    /** What a worker costs to start. */
    public Asking workerStart(double seconds) {
        body.withObject("/overheads").put("workerStartSeconds", seconds);
        return this;
    }

    /** What a chunk costs to hand out, during which no other can be handed out. */
    public Asking dispatch(double seconds) {
        body.withObject("/overheads").put("dispatchSeconds", seconds);
        return this;
    }

    /** Calls that the systems behind the items accept at once. */
    public Asking downstreamConcurrency(int calls) {
        workload.put("downstreamConcurrency", calls);
        return this;
    }

    /** The body, for what the methods above cannot say. */
    public ObjectNode body() {
        return body;
    }

    /**
     * What the optimizer is asked.
     *
     * @throws IllegalArgumentException if the API would refuse the question
     */
    public PlanRequest request() {
        return RequestBodies.read(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The service's answer. */
    public Advice advice() {
        return OPTIMIZER.advise(request());
    }

    /** The answer of a service with other beliefs. */
    public Advice advice(Optimizer optimizer) {
        return optimizer.advise(request());
    }
}
