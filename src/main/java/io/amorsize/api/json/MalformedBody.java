package io.amorsize.api.json;

import io.amorsize.api.problem.ProblemCode;

/** A body that cannot be read to its end, so that nothing can be said about its fields. */
public final class MalformedBody extends Exception {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;

    MalformedBody(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    /** Why it cannot be read. */
    public ProblemCode code() {
        return code;
    }

    /** What is wrong and where, in plain words. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
