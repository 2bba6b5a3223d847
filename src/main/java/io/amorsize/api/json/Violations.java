package io.amorsize.api.json;

import io.amorsize.api.problem.ProblemCode;
import io.amorsize.api.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one body, up to {@value #LIMIT} entries; more are dropped. For one thread. */
public final class Violations {

    /** Most entries kept: enough to repair a request by, and a bound on the size of the response. */
    public static final int LIMIT = 100;

    private final List<Violation> entries = new ArrayList<>(0);

    /** Adds one, unless there are {@value #LIMIT} already. */
    public void add(String pointer, ProblemCode code, String message) {
        if (entries.size() < LIMIT) {
            entries.add(Violation.at(pointer, code, message));
        }
    }

    /** Findings of a record that was read from {@code pointer}. */
    public Findings below(String pointer) {
        return new Findings() {
            @Override
            public void refuse(String field, ProblemCode code, String message) {
                add(place(field), code, message);
            }

            @Override
            public boolean sound(String field) {
                return !touch(place(field));
            }

            private String place(String field) {
                return field.isEmpty() ? pointer : pointer + "/" + field;
            }
        };
    }

    /** Whether nothing is wrong so far. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether another one would be kept. */
    public boolean hasRoom() {
        return entries.size() < LIMIT;
    }

    /** Whether something is wrong at {@code pointer} or below it. */
    public boolean touch(String pointer) {
        for (Violation entry : entries) {
            String place = entry.pointer();
            if (place != null && (place.equals(pointer) || place.startsWith(pointer + "/"))) {
                return true;
            }
        }
        return false;
    }

    /** What was collected, in the order of the body. */
    public List<Violation> toList() {
        return List.copyOf(entries);
    }
}
