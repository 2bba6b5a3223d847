package io.amorsize.app;

import io.smallrye.config.SmallRyeConfig;
import java.util.Optional;

/** Tells whether what was written for a key can be read at all. */
final class ValueSyntax {

    private final SmallRyeConfig config;

    ValueSyntax(SmallRyeConfig config) {
        this.config = config;
    }

    /** What is wrong with the value of {@code key}; empty if it can be read or is not given. */
    Optional<String> problemOf(ConfigurationKey key) {
        String value = config.getConfigValue(key.property()).getValue();
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBlank()) {
            return Optional.of(key + " is empty. Give it a value or remove it.");
        }
        return readable(key, value)
                ? Optional.empty()
                : Optional.of(key + " is “" + value + "” but must be "
                        + key.form().description() + "." + serviceLinkAdvice(value));
    }

    private boolean readable(ConfigurationKey key, String value) {
        if (!key.form().permits(value)) {
            return false;
        }
        try {
            config.getValue(key.property(), key.valueType());
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static String serviceLinkAdvice(String value) {
        return value.startsWith("tcp://")
                ? " Kubernetes sets this variable for a Service of that name; give the pod enableServiceLinks: false."
                : "";
    }
}
