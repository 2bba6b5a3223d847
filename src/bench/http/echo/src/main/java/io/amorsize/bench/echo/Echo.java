package io.amorsize.bench.echo;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Reads a document and writes it back: what HTTP and JSON alone cost. */
@Path("/")
public class Echo {

    /** The fields of the request that the benchmark sends. */
    public record Document(Workload workload) {}

    /** What is to be run. */
    public record Workload(long items, ItemTime itemTime, double cpuShare) {}

    /** How long one item takes. */
    public record ItemTime(double meanSeconds, double standardDeviationSeconds) {}

    /** Answers on the thread that read the request: the fastest that this Quarkus can do. */
    @POST
    @Path("event-loop")
    @NonBlocking
    public Document onEventLoop(Document document) {
        return document;
    }

    /** Answers on a thread of the worker pool, as a method does that may block. */
    @POST
    @Path("worker")
    public Document onWorker(Document document) {
        return document;
    }
}
