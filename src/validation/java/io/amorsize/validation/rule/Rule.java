package io.amorsize.validation.rule;

/** A rule that somebody uses instead of a model. Deterministic. */
public interface Rule {

    /** Its name in tables. */
    String name();

    /** Where it is published, and what was read into it to make it a rule for workers and chunk. */
    String source();

    /** What it advises. */
    Advised advise(Question question);
}
