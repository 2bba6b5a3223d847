package io.amorsize.validation.rule;

/** The chunk that balances dispatch against stragglers, for a worker on every hardware thread. */
record KruskalWeiss() implements Rule {

    @Override
    public String name() {
        return "Kruskal–Weiss";
    }

    @Override
    public String source() {
        return "Kruskal, Weiss, Allocating Independent Subtasks on Parallel Processors, IEEE TSE SE-11 (1985), as in"
                + " LB4OMP, kmp_dispatch.cpp: chunk = (√2 N h / (σ P √ln P))^(2/3), at most ⌈N/P⌉; P = hardware threads";
    }

    @Override
    public Advised advise(Question question) {
        int workers = question.workersOf(question.threads());
        long most = question.chunkOf(workers);
        double deviation = question.variation() * question.itemSeconds();
        double balanced = Math.pow(
                Math.sqrt(2)
                        * question.items()
                        * question.dispatchSeconds()
                        / (deviation * workers * Math.sqrt(Math.log(workers))),
                2.0 / 3);
        // Without spread or a second worker there are no stragglers: as few chunks as possible.
        return new Advised(workers, deviation == 0 || workers == 1 ? most : Math.clamp(Math.round(balanced), 1, most));
    }
}
