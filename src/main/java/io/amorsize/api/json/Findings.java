package io.amorsize.api.json;

import io.amorsize.api.problem.ProblemCode;

/** Where a record puts down what its fields contradict each other in. Fields are named relative to the record. */
public interface Findings {

    /**
     * Puts down something wrong.
     *
     * @param field relative JSON Pointer without the slash at the start, for example {@code items} or
     *     {@code observations/3/items}; empty for the record itself
     * @param message what follows the field's name in a sentence
     */
    void refuse(String field, ProblemCode code, String message);

    /** Whether nothing has been found wrong at {@code field} or below it, so that its absence means it was not given. */
    boolean sound(String field);
}
