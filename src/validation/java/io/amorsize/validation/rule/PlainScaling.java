package io.amorsize.validation.rule;

import java.util.SortedMap;
import java.util.TreeMap;

/** The peak of the scalability law through the runs that were made; the cores as long as there are fewer than three. */
record PlainScaling() implements Rule {

    private static final int LEAST_RUNS = 3;
    private static final long CHUNKS_PER_WORKER = 4;

    @Override
    public String name() {
        return "plain USL";
    }

    @Override
    public String source() {
        return "Gunther, Guerrilla Capacity Planning (2007): least squares of throughput, peak at √((1 − α)/β), at most"
                + " the hardware threads; physical cores with fewer than three runs; says nothing of chunks, so ⌈N/(4n)⌉";
    }

    @Override
    public Advised advise(Question question) {
        int workers = question.workersOf(workers(question));
        return new Advised(workers, question.chunkOf(CHUNKS_PER_WORKER * workers));
    }

    private static int workers(Question question) {
        if (question.observedSeconds().size() < LEAST_RUNS) {
            return question.cores();
        }
        SortedMap<Integer, Double> throughput = new TreeMap<>();
        question.observedSeconds().forEach((workers, seconds) -> throughput.put(workers, question.items() / seconds));
        return ScalingFit.of(throughput).bestWorkers(question.threads());
    }
}
