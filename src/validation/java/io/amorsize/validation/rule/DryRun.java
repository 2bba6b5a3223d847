package io.amorsize.validation.rule;

/**
 * The Python library of the same name: chunks of 0.2 s from the mean of the first five items, all
 * cores or none. Its costs of copying items to processes are left out, because the question has none.
 */
record DryRun() implements Rule {

    private static final double CHUNK_SECONDS = 0.2;
    private static final double LEAST_SPEEDUP = 1.2;
    private static final int SAMPLE = 5;
    private static final long LEAST_CHUNKS = 10;

    @Override
    public String name() {
        return "Python Amorsize";
    }

    @Override
    public String source() {
        return "Amorsize for Python, optimize(): five leading items, chunk = 0.2 s of them, smaller above a coefficient"
                + " of variation of 0.5, at most N/10; physical cores if the formula promises a factor of 1.2, else serial";
    }

    @Override
    public Advised advise(Question question) {
        Sample sample = Sample.of(question);
        long chunk = (long) Math.max(1, Math.floor(CHUNK_SECONDS / sample.mean()));
        if (speedup(question, sample.mean(), 2, chunk) < LEAST_SPEEDUP) {
            return Advised.serial(question);
        }
        if (sample.variation() > 0.5) {
            chunk = (long) Math.max(1, chunk * Math.max(0.25, 1 - sample.variation() / 2));
        }
        chunk = Math.min(chunk, Math.max(1, question.items() / LEAST_CHUNKS));
        int workers = question.cores();
        return speedup(question, sample.mean(), workers, chunk) < LEAST_SPEEDUP
                ? Advised.serial(question)
                : new Advised(question.workersOf(workers), chunk);
    }

    private static double speedup(Question question, double mean, int workers, long chunk) {
        double total = mean * question.items();
        double parallel = question.workerStartSeconds() * workers
                + total / workers
                + question.dispatchSeconds() * Math.ceilDiv(question.items(), chunk);
        return Math.min(total / parallel, workers);
    }

    /** Mean and coefficient of variation (of the population) of the first items; what the question says without any. */
    private record Sample(double mean, double variation) {

        static Sample of(Question question) {
            double[] first = question.samples().stream()
                    .limit(SAMPLE)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (first.length == 0) {
                return new Sample(question.itemSeconds(), question.variation());
            }
            double sum = 0;
            double squares = 0;
            for (double seconds : first) {
                sum += seconds;
                squares += seconds * seconds;
            }
            double mean = sum / first.length;
            double variance = Math.max(0, squares / first.length - mean * mean);
            return new Sample(mean, Math.sqrt(variance) / mean);
        }
    }
}
