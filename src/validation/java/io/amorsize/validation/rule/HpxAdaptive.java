package io.amorsize.validation.rule;

/**
 * HPX's {@code adaptive_core_chunk_size}: as many cores as get 200 µs of work each, then the least power of two that makes no
 * more than eight chunks a core (two on up to two cores). The header bounds the cores at 32 because that was its machine; here
 * they are bounded by the cores.
 */
record HpxAdaptive() implements Rule {

    private static final double LEAST_SECONDS_PER_CORE = 200e-6;

    @Override
    public String name() {
        return "HPX adaptive";
    }

    @Override
    public String source() {
        return "HPX, adaptive_core_chunk_size.hpp (M. Shokooh, H. Kaiser), see also arXiv 2504.07206";
    }

    @Override
    public Advised advise(Question question) {
        double fed = Math.floor((question.items() + 1.0) * question.itemSeconds() / LEAST_SECONDS_PER_CORE);
        int cores = (int) Math.clamp(fed, 1, question.cores());
        long chunksPerCore = cores <= 2 ? 2 : 8;
        long chunk = 1;
        while (chunk * cores * chunksPerCore < question.items()) {
            chunk *= 2;
        }
        return new Advised(question.workersOf(cores), chunk);
    }
}
