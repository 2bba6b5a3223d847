package io.amorsize.api.json;

import io.amorsize.api.json.ObjectReader.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Makes readers from record types, once per type when the service starts. */
final class Readers {

    private static final int MOST_FIELDS = Long.SIZE;

    private Readers() {}

    static ObjectReader ofRecord(Class<?> type) {
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
            Schema schema = schema(type, component);
            Field field =
                    new Field(i, component.getName(), ofType(component.getGenericType(), schema, component.toString()));
            fields.put(field.name(), field);
            if (schema.required()) {
                required.add(field);
            }
        }
        return new ObjectReader(Map.copyOf(fields), List.copyOf(required), constructor(type, types));
    }

    private static Schema schema(Class<?> type, RecordComponent component) {
        try {
            AnnotatedElement field = type.getDeclaredField(component.getName());
            Schema schema = field.getAnnotation(Schema.class);
            if (schema == null) {
                throw new IllegalArgumentException(type + " has no @Schema at " + component.getName());
            }
            return schema;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
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

    private static ValueReader ofType(Type type, Schema schema, String name) {
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
            return new TextReader(schema.maxLength(), Pattern.compile(schema.pattern()));
        }
        if (type == double[].class) {
            return new DecimalsReader(decimal(element(schema, name), name), bounds(schema));
        }
        if (type == long[].class) {
            return new WholesReader(whole(element(schema, name), false, name), bounds(schema));
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListReader(ofType(list.getActualTypeArguments()[0], schema, name), bounds(schema));
        }
        if (type instanceof Class<?> single && single.isEnum()) {
            return ChoiceReader.of(single);
        }
        if (type instanceof Class<?> single && single.isRecord()) {
            return ofRecord(single);
        }
        throw new IllegalArgumentException("no reader for " + name);
    }

    /** The schema of the elements stands on the class that the list's schema names as implementation. */
    private static Schema element(Schema schema, String name) {
        Class<?> element = schema.implementation().getComponentType();
        Schema described = element == null ? null : element.getAnnotation(Schema.class);
        if (described == null) {
            throw new IllegalArgumentException("the elements are not described at " + name);
        }
        return described;
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

    private static ListBounds bounds(Schema schema) {
        return new ListBounds(schema.minItems(), schema.maxItems());
    }
}
