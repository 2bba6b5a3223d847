package io.amorsize.validation.rule;

/** A worker for every core of the machine, whatever its quota; an item at a time, as in a plain executor. */
record PhysicalCores() implements Rule {

    @Override
    public String name() {
        return "physical cores";
    }

    @Override
    public String source() {
        return "a fixed pool of psutil.cpu_count(logical=False) workers, one task an item; blind to quotas";
    }

    @Override
    public Advised advise(Question question) {
        return new Advised(question.workersOf(question.cores()), 1);
    }
}
