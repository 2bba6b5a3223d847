package io.amorsize.app;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One key of {@link AmorsizeConfig}. Immutable.
 *
 * @param property for example {@code amorsize.host.memory-bytes}
 * @param component the part of the configuration that stands for it
 */
record ConfigurationKey(String property, RecordComponent component) {

    /** All keys, in the order of {@link AmorsizeConfig}. */
    static List<ConfigurationKey> all() {
        return below(AmorsizeConfig.class, AmorsizeConfig.PREFIX).toList();
    }

    /** The key of a component whose record stands for the keys below {@code prefix}. */
    static ConfigurationKey of(RecordComponent component, String prefix) {
        String kebabCase = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return new ConfigurationKey(prefix + '.' + kebabCase, component);
    }

    private static Stream<ConfigurationKey> below(Class<?> group, String prefix) {
        return Arrays.stream(group.getRecordComponents())
                .map(component -> of(component, prefix))
                .flatMap(key -> key.component.getType().isRecord()
                        ? below(key.component.getType(), key.property)
                        : Stream.of(key));
    }

    /** The name of {@code property} as an environment variable: upper case, with underscores for other signs. */
    static String environmentVariable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The environment variable that sets this key. */
    String environmentVariable() {
        return environmentVariable(property);
    }

    /** The class that a value is converted to, the {@code Optional} around it taken off. */
    Class<?> valueType() {
        Class<?> type = component.getType();
        if (type == OptionalDouble.class) {
            return double.class;
        }
        if (type == OptionalLong.class) {
            return long.class;
        }
        return component.getGenericType() instanceof ParameterizedType optional
                ? (Class<?>) optional.getActualTypeArguments()[0]
                : type;
    }

    /** What can be written as a value. */
    ValueForm form() {
        return ValueForm.of(valueType());
    }

    /** Both names, as messages to people give them. */
    @Override
    public String toString() {
        return environmentVariable() + " (" + property + ")";
    }
}
