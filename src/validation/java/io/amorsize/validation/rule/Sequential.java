package io.amorsize.validation.rule;

/** Runs one item after the other. */
record Sequential() implements Rule {

    @Override
    public String name() {
        return "sequential";
    }

    @Override
    public String source() {
        return "a loop";
    }

    @Override
    public Advised advise(Question question) {
        return Advised.serial(question);
    }
}
