package io.amorsize.job.type.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A program that jobs may name.
 *
 * @param name by which jobs ask for it: small letters, digits and hyphens, a letter first, at most 50 characters
 * @param command the absolute path of the program, then its arguments. No shell looks at them
 * @param environment all environment variables that the program is given
 */
public record Program(String name, List<String> command, Map<String, String> environment) {

    /** What a name may look like. */
    static final String NAME = "[a-z][a-z0-9-]{0,49}";

    private static final Pattern NAMES = Pattern.compile(NAME);

    /** @throws IllegalArgumentException with a sentence for people if something is not as described */
    public Program {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException("“" + name + "” is no name of a program. It must consist of small"
                    + " letters, digits and hyphens, with a letter first, and have at most 50 characters.");
        }
        command = List.copyOf(command);
        if (command.isEmpty() || !Path.of(command.getFirst()).isAbsolute()) {
            throw new IllegalArgumentException(
                    "The command of program “" + name + "” must begin with an absolute path.");
        }
        if (command.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("The command of program “" + name + "” has a character that no"
                    + " program can be given, with code 0.");
        }
        environment = Map.copyOf(environment);
        environment.forEach((variable, value) -> checkVariable(name, variable, value));
    }

    private static void checkVariable(String name, String variable, String value) {
        if (variable.isEmpty() || variable.indexOf('=') >= 0 || (variable + value).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("“" + variable + "” of program “" + name
                    + "” is no environment variable: its name must not be empty or have an equals sign in it.");
        }
    }

    /** The file that is run. */
    public Path executable() {
        return Path.of(command.getFirst());
    }
}
