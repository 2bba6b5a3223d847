package io.amorsize.validation.rule;

/**
 * Ranges that are halved until every thread can have about two, as Rayon does as long as no job is stolen: a counter that
 * starts at the number of threads is halved with every split and must be above zero. oneTBB's auto_partitioner starts from two
 * ranges a thread as well. Both split further what is stolen, which no fixed chunk can stand for.
 */
record BinarySplitting() implements Rule {

    @Override
    public String name() {
        return "binary splitting";
    }

    @Override
    public String source() {
        return "Rayon, iter/plumbing/mod.rs, Splitter without steals: 2^(⌊log2 P⌋ + 1) pieces; P = available"
                + " parallelism, a quota rounded down; oneTBB's auto_partitioner starts alike";
    }

    @Override
    public Advised advise(Question question) {
        int threads = (int) Math.clamp(Math.floor(question.cpus()), 1, question.threads());
        return new Advised(question.workersOf(threads), question.chunkOf(2L * Integer.highestOneBit(threads)));
    }
}
