package io.amorsize.app;

import io.amorsize.api.json.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds names that look like keys of this service and are none. */
final class UnknownKeys {

    /**
     * Variables, with their values, that Kubernetes sets in every container for a Service whose name begins with
     * {@code amorsize}.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "AMORSIZE_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)=.*|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?=.*|=\\w+://.*))");

    private static final Pattern OF_TESTS = Pattern.compile("AMORSIZE_TEST_.*|amorsize\\.(test|it|docs)\\..*");

    private final List<ConfigurationKey> keys;

    UnknownKeys(List<ConfigurationKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * What is wrong with {@code name}.
     *
     * @param name a property ({@code amorsize.…}) or an environment variable ({@code AMORSIZE_…}); anything else is
     *     none of ours
     * @param value what is written for it
     */
    Optional<String> problemOf(String name, String value) {
        if (OF_TESTS.matcher(name).matches()) {
            return Optional.empty();
        }
        if (name.startsWith("amorsize.")) {
            return unless(known(ConfigurationKey::property), "property", name);
        }
        if (name.startsWith("AMORSIZE_")
                && !SERVICE_LINK.matcher(name + "=" + value).matches()) {
            return unless(known(ConfigurationKey::environmentVariable), "environment variable", name);
        }
        return Optional.empty();
    }

    private Stream<String> known(Function<ConfigurationKey, String> spelling) {
        return keys.stream().map(spelling);
    }

    private static Optional<String> unless(Stream<String> known, String what, String name) {
        List<String> names = known.toList();
        if (names.contains(name)) {
            return Optional.empty();
        }
        String advice = meant(name, names)
                .map(nearest -> "Write " + nearest + " instead, or remove it.")
                .orElse("Remove it; docs/configuration.md lists the names there are.");
        return Optional.of("There is no " + what + " " + name + ". " + advice);
    }

    /** Compared without what all names begin with. A group left out ({@code AMORSIZE_CPUS}) is no slip of the pen. */
    private static Optional<String> meant(String name, List<String> names) {
        String prefix = name.substring(0, AmorsizeConfig.PREFIX.length() + 1);
        String ending = name.substring(prefix.length());
        List<String> endings =
                names.stream().map(known -> known.substring(prefix.length())).toList();
        return endings.stream()
                .filter(known -> known.endsWith("_" + ending) || known.endsWith("." + ending))
                .findFirst()
                .or(() -> Nearest.to(ending, endings))
                .map(prefix::concat);
    }
}
