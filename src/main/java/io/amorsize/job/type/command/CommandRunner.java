package io.amorsize.job.type.command;

import io.amorsize.job.spi.ItemContext;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JsonText;
import java.io.IOException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs items of one job, each by a process of its own while it runs. Processes are started when an item finds none that
 * is idle, and are used again, the one that was used last first. Safe for use by many threads.
 */
final class CommandRunner implements ItemRunner<CommandItem, CommandResult> {

    private final Program program;
    private final CommandSettings settings;
    private final Set<WorkerProcess> all = ConcurrentHashMap.newKeySet();
    private final Deque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong peakBytes = new AtomicLong();

    CommandRunner(Program program, CommandSettings settings) {
        this.program = program;
        this.settings = settings;
    }

    @Override
    public CommandResult run(CommandItem item, ItemContext context) throws ItemFailure, InterruptedException {
        String request = Request.line(item.input(), context);
        WorkerProcess worker = idleOrNew();
        boolean inStep = false;
        try {
            Reply reply = reply(worker, worker.ask(request), context.index());
            inStep = true;
            peakBytes.accumulateAndGet(worker.peakBytes(), Math::max);
            return new CommandResult(resultOf(reply));
        } finally {
            context.addCpuSeconds(worker.takeCpuSeconds());
            if (inStep) {
                idle.push(worker);
            } else {
                discard(worker);
            }
        }
    }

    /** The most that a process has had; nothing is known before the first answer. */
    @Override
    public long memoryBytes(CommandItem item) {
        return peakBytes.get();
    }

    private WorkerProcess idleOrNew() throws ItemFailure {
        for (WorkerProcess worker = idle.poll(); worker != null; worker = idle.poll()) {
            if (worker.isReady()) {
                return worker;
            }
            discard(worker);
        }
        try {
            WorkerProcess worker = WorkerProcess.start(program, settings);
            all.add(worker);
            return worker;
        } catch (IOException e) {
            throw new ItemFailure(
                    "COMMAND_NOT_STARTED",
                    Kind.TRANSIENT,
                    "Program “" + program.name() + "” could not be started: " + e.getMessage(),
                    null,
                    e);
        }
    }

    private void discard(WorkerProcess worker) {
        worker.kill();
        all.remove(worker);
    }

    private Reply reply(WorkerProcess worker, Output output, long index) throws ItemFailure, InterruptedException {
        return switch (output) {
            case Output.Line line -> parse(worker, line.text(), index);
            case Output.Garbage garbage -> throw invalid(worker, garbage.what());
            case Output.End end -> throw died(worker);
        };
    }

    private Reply parse(WorkerProcess worker, String text, long index) throws ItemFailure {
        try {
            return Reply.parse(text, index);
        } catch (Reply.Unreadable e) {
            throw invalid(worker, String.valueOf(e.getMessage()));
        }
    }

    private ItemFailure died(WorkerProcess worker) throws InterruptedException {
        String end = worker.waitForExit();
        return new ItemFailure(
                "COMMAND_DIED",
                Kind.WORKER_DIED,
                "The process of program “" + program.name() + "” ended before it answered, " + end + "."
                        + worker.lastErrors());
    }

    private ItemFailure invalid(WorkerProcess worker, String what) {
        return new ItemFailure(
                "COMMAND_REPLY_INVALID",
                Kind.PERMANENT,
                "Program “" + program.name() + "” " + what + worker.lastErrors());
    }

    private static JsonText resultOf(Reply reply) throws ItemFailure {
        return switch (reply) {
            case Reply.Result result -> result.value();
            case Reply.Failure failure -> throw failureOf(failure);
        };
    }

    private static ItemFailure failureOf(Reply.Failure failure) {
        return new ItemFailure(
                failure.code(), failure.retryable() ? Kind.TRANSIENT : Kind.PERMANENT, failure.message());
    }

    /** Lets processes end by themselves first: all at once, so that the time is that of the slowest. */
    @Override
    public void close() {
        idle.clear();
        all.forEach(WorkerProcess::endInput);
        long end = System.nanoTime() + settings.closingTime().toNanos();
        for (WorkerProcess worker : all) {
            worker.awaitExit(end - System.nanoTime());
            discard(worker);
        }
    }
}
