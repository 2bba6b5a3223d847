package io.amorsize.app;

import java.util.List;
import java.util.stream.Collectors;

/** The service must not start as it is configured. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param problems sentences for people, at least one */
    StartRefused(List<String> problems) {
        super(problems.stream().map(problem -> "\n  - " + problem).collect(Collectors.joining()));
    }
}
