package io.amorsize.validation.rule;

/** A worker for every processor that the JVM sees; an item at a time, as in a plain executor. */
record HardwareThreads() implements Rule {

    @Override
    public String name() {
        return "hardware threads";
    }

    @Override
    public String source() {
        return "Executors.newFixedThreadPool(Runtime.availableProcessors()), one task an item; a quota is rounded up";
    }

    @Override
    public Advised advise(Question question) {
        return new Advised(question.workersOf(question.processors()), 1);
    }
}
