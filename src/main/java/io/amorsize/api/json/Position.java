package io.amorsize.api.json;

import io.amorsize.api.problem.ProblemCode;

/** Where in a body the reader is, and what was found wrong on the way. For one thread. */
final class Position implements Findings {

    private static final int DEEPEST = Json.MAX_DEPTH + 1;

    /** Stands for the index of a field. */
    private static final int NAMED = -1;

    private final Violations violations;
    private final String root;
    private final String[] names = new String[DEEPEST];
    private final int[] indexes = new int[DEEPEST];
    private int depth;

    /** @param root JSON Pointer to the document that is read */
    Position(Violations violations, String root) {
        this.violations = violations;
        this.root = root;
    }

    /** Goes into a field; {@link #leave} goes back. */
    void enter(String name) {
        indexes[depth] = NAMED;
        names[depth++] = name;
    }

    /** Goes into an element of a list; {@link #leave} goes back. */
    void enter(int index) {
        indexes[depth] = index;
        names[depth++] = "";
    }

    void leave() {
        depth--;
    }

    void violation(ProblemCode code, String message) {
        violations.add(pointer(), code, message);
    }

    @Override
    public void refuse(String field, ProblemCode code, String message) {
        violations.below(pointer()).refuse(field, code, message);
    }

    @Override
    public boolean sound(String field) {
        return violations.isEmpty() || violations.below(pointer()).sound(field);
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder(root);
        for (int i = 0; i < depth; i++) {
            pointer.append('/');
            if (indexes[i] == NAMED) {
                pointer.append(names[i].replace("~", "~0").replace("/", "~1"));
            } else {
                pointer.append(indexes[i]);
            }
        }
        return pointer.toString();
    }
}
