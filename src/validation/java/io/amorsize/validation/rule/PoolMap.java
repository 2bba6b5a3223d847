package io.amorsize.validation.rule;

/** Python's process pool: a worker for every hardware thread and four chunks for every worker. */
record PoolMap() implements Rule {

    private static final long CHUNKS_PER_WORKER = 4;

    @Override
    public String name() {
        return "N/(4P)";
    }

    @Override
    public String source() {
        return "CPython, multiprocessing/pool.py: os.cpu_count() workers, chunk = ⌈N/(4P)⌉; blind to quotas";
    }

    @Override
    public Advised advise(Question question) {
        return new Advised(
                question.workersOf(question.threads()), question.chunkOf(CHUNKS_PER_WORKER * question.threads()));
    }
}
