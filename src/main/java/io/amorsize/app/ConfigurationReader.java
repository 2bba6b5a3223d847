package io.amorsize.app;

import io.smallrye.config.SmallRyeConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Fills a tree of records from properties that are named after their components. */
final class ConfigurationReader {

    private final SmallRyeConfig config;

    ConfigurationReader(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * The values below {@code prefix}.
     *
     * @throws IllegalArgumentException if a value cannot be converted
     * @throws java.util.NoSuchElementException if a component that is not optional has no value
     */
    <R extends Record> R read(Class<R> type, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> valueOf(component, prefix))
                .toArray();
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The canonical constructor of " + type + " cannot be called.", e);
        }
    }

    private Object valueOf(RecordComponent component, String prefix) {
        ConfigurationKey key = ConfigurationKey.of(component, prefix);
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return read(type.asSubclass(Record.class), key.property());
        }
        if (type == Optional.class) {
            return config.getOptionalValue(key.property(), key.valueType());
        }
        if (type == OptionalDouble.class || type == OptionalLong.class) {
            return config.getValue(key.property(), type);
        }
        return config.getValue(key.property(), key.valueType());
    }
}
