package io.amorsize.job.work;

import io.amorsize.optimizer.Executor;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A source whose pieces are given to it. Its figures may be changed at any time. */
final class QueuedSource implements WorkSource {

    final Queue<Piece> pieces = new ConcurrentLinkedQueue<>();
    volatile int workers = 1;
    volatile Executor executor = Executor.PLATFORM_THREADS;
    volatile double cpuShare = 1;
    volatile int weight = 1;

    /** Is done before it tells what is next, and may throw. */
    volatile Runnable beforeNext = () -> {};

    /** Is done before it tells how many workers it wants, and may throw. */
    volatile Runnable beforeWorkers = () -> {};

    static QueuedSource computing(int workers) {
        QueuedSource source = new QueuedSource();
        source.workers = workers;
        return source;
    }

    static QueuedSource waiting(int workers) {
        QueuedSource source = computing(workers);
        source.executor = Executor.VIRTUAL_THREADS;
        source.cpuShare = 0;
        return source;
    }

    QueuedSource add(Piece piece) {
        pieces.add(piece);
        return this;
    }

    QueuedSource add(int times, Piece piece) {
        for (int i = 0; i < times; i++) {
            pieces.add(piece);
        }
        return this;
    }

    @Override
    public Optional<Piece> next() {
        beforeNext.run();
        return Optional.ofNullable(pieces.poll());
    }

    @Override
    public int workers() {
        beforeWorkers.run();
        return workers;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public double cpuShare() {
        return cpuShare;
    }

    @Override
    public int weight() {
        return weight;
    }
}
