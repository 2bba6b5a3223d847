package io.amorsize.validation.rule;

/** As many threads as keep all processors busy while others wait: N = P U (1 + W/C), with full use U = 1. */
record Goetz() implements Rule {

    @Override
    public String name() {
        return "Goetz";
    }

    @Override
    public String source() {
        return "Goetz et al., Java Concurrency in Practice (2006), 8.2: availableProcessors · (1 + wait/compute) threads,"
                + " one task an item";
    }

    @Override
    public Advised advise(Question question) {
        return new Advised(question.workersOf(Math.rint(question.processors() / question.cpuShare())), 1);
    }
}
