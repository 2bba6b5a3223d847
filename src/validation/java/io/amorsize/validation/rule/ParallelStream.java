package io.amorsize.validation.rule;

/**
 * Java's parallel streams: ranges are halved until they are no longer than N/(4 p), with p the parallelism of the common pool,
 * one less than the processors because the caller works too.
 */
record ParallelStream() implements Rule {

    private static final long LEAVES_PER_THREAD = 4;

    @Override
    public String name() {
        return "parallel stream";
    }

    @Override
    public String source() {
        return "OpenJDK, AbstractTask.java: halves until max(1, N/(4 p)), p = availableProcessors − 1 pool threads, and"
                + " the caller";
    }

    @Override
    public Advised advise(Question question) {
        int processors = question.processors();
        long target = Math.max(1, question.items() / (LEAVES_PER_THREAD * Math.max(1, processors - 1)));
        long leaf = question.items();
        while (leaf > target) {
            leaf = Math.ceilDiv(leaf, 2);
        }
        return new Advised(question.workersOf(processors), leaf);
    }
}
