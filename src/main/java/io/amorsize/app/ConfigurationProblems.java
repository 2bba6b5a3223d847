package io.amorsize.app;

import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Finds everything that is wrong with a configuration, so that one attempt to start names all of it. */
final class ConfigurationProblems {

    private ConfigurationProblems() {}

    /** A sentence for each problem, ready to be shown to people; empty if there is none. */
    static List<String> in(SmallRyeConfig config) {
        List<ConfigurationKey> keys = ConfigurationKey.all();
        ValueSyntax syntax = new ValueSyntax(config);
        List<String> unreadable =
                keys.stream().map(syntax::problemOf).flatMap(Optional::stream).toList();
        List<String> outOfRange = unreadable.isEmpty() ? ValueRules.problemsOf(AmorsizeConfig.from(config)) : List.of();
        return Stream.of(unknownKeys(config, keys), overriddenKeys(config), unreadable.stream(), outOfRange.stream())
                .flatMap(problems -> problems)
                .toList();
    }

    private static Stream<String> unknownKeys(SmallRyeConfig config, List<ConfigurationKey> keys) {
        UnknownKeys unknown = new UnknownKeys(keys);
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .map(ConfigSource::getProperties)
                .flatMap(properties -> properties.entrySet().stream())
                .map(entry -> unknown.problemOf(entry.getKey(), entry.getValue()))
                .flatMap(Optional::stream)
                .distinct()
                .sorted();
    }

    /** Keys of the framework that would undo what a key of ours says, and with it what is checked here. */
    private static Stream<String> overriddenKeys(SmallRyeConfig config) {
        return Stream.of("http.host", "http.port", "management.host", "management.port")
                .filter(key -> !Objects.equals(
                        config.getConfigValue("quarkus." + key).getValue(),
                        config.getConfigValue("amorsize." + key).getValue()))
                .map(key -> "quarkus." + key + " is set. Set amorsize." + key + " ("
                        + ConfigurationKey.environmentVariable("amorsize." + key) + ") instead.");
    }
}
