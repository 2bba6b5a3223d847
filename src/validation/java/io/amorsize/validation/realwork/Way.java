package io.amorsize.validation.realwork;

import io.amorsize.optimizer.Executor;

/** How a workload can be run. */
sealed interface Way {

    /** One item after the other on the calling thread. */
    Way SERIAL = new Planned(Executor.CALLER, 1, Long.MAX_VALUE);

    /** {@code IntStream.parallel()}, with its pool of threads that are there already. */
    Way PARALLEL_STREAM = new ParallelStream();

    /**
     * By a plan.
     *
     * @param executor what the workers are: the caller, platform threads or virtual threads
     * @param workers workers, at least 1
     * @param chunkSize items that a worker takes at a time, at least 1
     */
    record Planned(Executor executor, int workers, long chunkSize) implements Way {

        /** @throws IllegalArgumentException if a count is below 1 or the executor is none of this process */
        public Planned {
            if (workers < 1 || chunkSize < 1) {
                throw new IllegalArgumentException(
                        "workers and chunkSize must be at least 1, were " + workers + " and " + chunkSize);
            }
            if (executor == Executor.PROCESSES) {
                throw new IllegalArgumentException("processes cannot be started here");
            }
        }

        @Override
        public String words() {
            return switch (executor) {
                case CALLER -> "serial";
                case PLATFORM_THREADS -> workers + " platform × " + chunkSize;
                case VIRTUAL_THREADS -> workers + " virtual × " + chunkSize;
                case PROCESSES -> throw new IllegalStateException("refused by the constructor");
            };
        }
    }

    /** By a parallel stream of the JDK. */
    record ParallelStream() implements Way {

        @Override
        public String words() {
            return "parallel stream";
        }
    }

    /** A plan, with all that is run on the calling thread being the one serial run. */
    static Way planned(Executor executor, int workers, long chunkSize) {
        return executor == Executor.CALLER ? SERIAL : new Planned(executor, workers, chunkSize);
    }

    /** In a few words, for example {@code 2 platform × 500}. */
    String words();
}
