package io.amorsize.app;

import java.util.List;
import java.util.stream.Collectors;

/** The service must not start as it is configured. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Exit code for a configuration that cannot be used: {@code EX_CONFIG} of sysexits.h. */
    static final int EX_CONFIG = 78;

    /** Exit code for something needed that cannot be used now, but may be later: {@code EX_UNAVAILABLE}. */
    static final int EX_UNAVAILABLE = 69;

    private final int exitCode;

    private StartRefused(List<String> problems, int exitCode) {
        super(problems.stream().map(problem -> "\n  - " + problem).collect(Collectors.joining()));
        this.exitCode = exitCode;
    }

    /** @param problems sentences for people, at least one */
    static StartRefused becauseOfConfiguration(List<String> problems) {
        return new StartRefused(problems, EX_CONFIG);
    }

    /** @param problem a sentence for people */
    static StartRefused becauseOfDatabase(String problem) {
        return new StartRefused(List.of(problem), EX_UNAVAILABLE);
    }

    /** What the process should end with. */
    int exitCode() {
        return exitCode;
    }
}
