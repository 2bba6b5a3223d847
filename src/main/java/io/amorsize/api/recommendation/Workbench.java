package io.amorsize.api.recommendation;

import io.amorsize.api.http.BodyRoom;
import io.amorsize.api.problem.Problem;
import io.amorsize.api.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/**
 * Answers what takes too long for the event loop, as many questions at a time as there are processors, on threads that
 * nothing else waits for. The others stand in a queue, which counts them until they are answered, whether or not the
 * client still waits.
 */
@ApplicationScoped
class Workbench {

    private final BodyRoom room = BodyRoom.ofThisHeap();
    private final WorkerExecutor threads;

    Workbench(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor(
                "recommendations", Runtime.getRuntime().availableProcessors());
    }

    /**
     * The result of {@code work}, which holds on to a body of {@code bytes}.
     *
     * @throws ProblemException if too much waits already
     */
    Uni<byte[]> run(int bytes, Callable<byte[]> work) {
        if (!room.take(bytes)) {
            throw new ProblemException(Problem.UNAVAILABLE);
        }
        return Uni.createFrom()
                .completionStage(threads.executeBlocking(work, false)
                        .onComplete(done -> room.giveBack(bytes))
                        .toCompletionStage());
    }
}
