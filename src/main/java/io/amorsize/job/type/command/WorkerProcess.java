package io.amorsize.job.type.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process of a program, in a folder of its own. It is asked by one thread at a time. Three threads move what it reads
 * and writes, because pipes cannot be waited for in a way that an interruption ends.
 */
final class WorkerProcess {

    /** How long the death of a process is waited for that was killed or that has closed its output. */
    private static final long DEATH_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long its last words are waited for, on a busy machine, too; a child of it may keep the pipe open. */
    private static final long LAST_WORDS_MILLIS = 2_000;

    private final Process process;
    private final PrivateFolder folder;
    private final ProcessCpuTime cpuTime;
    private final ErrorTail errors = new ErrorTail();
    private final BlockingQueue<String> requests = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Output> outputs = new ArrayBlockingQueue<>(1);
    private final Thread writer;
    private final Thread reader;
    private final Thread errorReader;
    private List<ProcessHandle> descendants = List.of();

    private WorkerProcess(Process process, PrivateFolder folder, Program program, int longestReplyBytes) {
        this.process = process;
        this.folder = folder;
        this.cpuTime = ProcessCpuTime.of(process.toHandle());
        String name = "command-" + program.name() + "-" + process.pid();
        this.writer = thread(name + "-in", this::write);
        this.reader = thread(name + "-out", () -> read(longestReplyBytes));
        this.errorReader = thread(name + "-err", () -> errors.readAll(process.getErrorStream()));
    }

    private static Thread thread(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).unstarted(task);
    }

    /** Starts a process of {@code program}, which has nothing of the environment but what the program states. */
    static WorkerProcess start(Program program, CommandSettings settings) throws IOException {
        PrivateFolder folder = PrivateFolder.in(settings.workFolder());
        try {
            ProcessBuilder builder = new ProcessBuilder(program.command())
                    .directory(folder.path().toFile());
            builder.environment().clear();
            builder.environment().putAll(program.environment());
            WorkerProcess worker = new WorkerProcess(builder.start(), folder, program, settings.longestReplyBytes());
            worker.writer.start();
            worker.reader.start();
            worker.errorReader.start();
            return worker;
        } catch (IOException e) {
            folder.delete();
            throw e;
        }
    }

    /** Whether the process waits for an item: it lives, and has said nothing that it was not asked for. */
    boolean isReady() {
        return process.isAlive() && outputs.isEmpty();
    }

    /** Sends a line and waits for what comes back. After an interruption, the process must be killed. */
    Output ask(String line) throws InterruptedException {
        requests.put(line);
        return outputs.take();
    }

    /** CPU time used since the last call, in seconds, as far as it can be known. */
    double takeCpuSeconds() {
        return cpuTime.takeSeconds();
    }

    /** The most memory that it and those it has started have had at a time, in bytes, as far as it can be known. */
    long peakBytes() {
        return ProcessMemory.peakBytes(process.pid());
    }

    /** Waits for the end of a process that has closed its output, kills it if it goes on, and says how it ended. */
    String waitForExit() throws InterruptedException {
        boolean ended = process.waitFor(DEATH_NANOS, TimeUnit.NANOSECONDS);
        errorReader.join(LAST_WORDS_MILLIS);
        if (!ended) {
            return "or rather, it closed its standard input or output and went on until it was killed";
        }
        int status = process.exitValue();
        return "with exit status " + status + (status > 128 ? " (signal " + (status - 128) + ")" : "");
    }

    /** The end of what it wrote to its standard error, as further sentences of a message. */
    String lastErrors() {
        return errors.sentence();
    }

    /** Tells the process that no more items come. What it leaves behind when it ends is killed with it. */
    void endInput() {
        descendants = process.descendants().toList();
        writer.interrupt();
    }

    /** Waits for its end, and gives up when the time is over or the thread is interrupted. */
    void awaitExit(long nanos) {
        try {
            process.waitFor(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process and all it has started, whatever they do, and takes its folder away. */
    void kill() {
        ProcessTree.kill(process.toHandle());
        descendants.forEach(ProcessTree::kill);
        writer.interrupt();
        reader.interrupt();
        ProcessTree.awaitDeath(process, DEATH_NANOS);
        folder.delete();
    }

    private void write() {
        try (OutputStream input = process.getOutputStream()) {
            while (true) {
                input.write((requests.take() + '\n').getBytes(StandardCharsets.UTF_8));
                input.flush();
            }
        } catch (IOException e) {
            // It does not read any more. If it has said something before, that comes first.
            outputs.offer(new Output.End());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(int longestReplyBytes) {
        try (InputStream output = process.getInputStream()) {
            LineReader lines = new LineReader(output, longestReplyBytes);
            Output next;
            do {
                next = lines.next();
                outputs.put(next);
            } while (next instanceof Output.Line);
        } catch (IOException e) {
            outputs.offer(new Output.End());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
