package io.amorsize.api.json;

import io.amorsize.api.json.ObjectReader.Field;
import io.amorsize.job.spi.JsonText;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Makes readers from record types, once per type when the service starts. */
final class Readers {

    private static final int MOST_FIELDS = Long.SIZE;

    private Readers() {}

    static ObjectReader ofRecord(Class<?> type) {
        return ofRecord(type, List.of());
    }

    /** @param around the records it is a part of */
    private static ObjectReader ofRecord(Class<?> type, List<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException(type + " contains itself");
        }
        List<Class<?>> within = new ArrayList<>(around);
        within.add(type);
        RecordComponent[] components = type.getRecordComponents();
        if (components.length > MOST_FIELDS) {
            throw new IllegalArgumentException(type + " has more than " + MOST_FIELDS + " components");
        }
        Map<String, Field> fields = new HashMap<>();
        List<Field> required = new ArrayList<>();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            Schema schema = Components.schema(component);
            Field field = new Field(
                    i, component.getName(), ofType(component.getGenericType(), schema, within, component.toString()));
            fields.put(field.name(), field);
            if (schema.required()) {
                required.add(field);
            }
        }
        return new ObjectReader(Map.copyOf(fields), List.copyOf(required), constructor(type, types));
    }

    private static MethodHandle constructor(Class<?> type, Class<?>[] types) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValueReader ofType(Type type, Schema schema, List<Class<?>> within, String name) {
        if (type == Double.class) {
            return decimal(schema, name);
        }
        if (type == Long.class || type == Integer.class) {
            return whole(schema, type == Integer.class, name);
        }
        if (type == Boolean.class) {
            return new FlagReader();
        }
        if (type == String.class) {
            return text(schema, name);
        }
        if (type == JsonText.class) {
            return new RawReader();
        }
        if (type == double[].class) {
            return new DecimalsReader(decimal(Components.element(schema, name), name), bounds(schema, name));
        }
        if (type == long[].class) {
            return new WholesReader(whole(Components.element(schema, name), false, name), bounds(schema, name));
        }
        if (isTextMap(type)) {
            return new TextMapReader(text(schema, name), Components.mostEntries(schema, name));
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListReader(ofType(list.getActualTypeArguments()[0], schema, within, name), bounds(schema, name));
        }
        if (type instanceof Class<?> single && single.isEnum()) {
            return ChoiceReader.of(single);
        }
        if (type instanceof Class<?> single && single.isRecord()) {
            return ofRecord(single, within);
        }
        throw new IllegalArgumentException("no reader for " + name);
    }

    /** Whether it is a map from text to text. */
    static boolean isTextMap(Type type) {
        return type instanceof ParameterizedType map
                && map.getRawType() == Map.class
                && List.of(map.getActualTypeArguments()).equals(List.of(String.class, String.class));
    }

    private static TextReader text(Schema schema, String name) {
        return new TextReader(
                schema.minLength(),
                Components.mostCharacters(schema, name),
                Optional.of(schema.pattern()).filter(text -> !text.isEmpty()).map(Pattern::compile));
    }

    private static DecimalReader decimal(Schema schema, String name) {
        BigDecimal least = bound(schema.minimum(), name);
        BigDecimal most = bound(schema.maximum(), name);
        return new DecimalReader(least.doubleValue(), most.doubleValue(), Quantities.range(least, most));
    }

    private static WholeReader whole(Schema schema, boolean narrow, String name) {
        BigDecimal least = bound(schema.minimum(), name);
        BigDecimal most = bound(schema.maximum(), name);
        return new WholeReader(least.longValueExact(), most.longValueExact(), narrow, Quantities.range(least, most));
    }

    private static BigDecimal bound(String text, String name) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a range is missing at " + name);
        }
        return new BigDecimal(text);
    }

    private static ListBounds bounds(Schema schema, String name) {
        return new ListBounds(Components.leastItems(schema), Components.mostItems(schema, name));
    }
}
