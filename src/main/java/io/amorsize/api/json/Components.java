package io.amorsize.api.json;

import java.lang.reflect.RecordComponent;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the annotations of a record say of its components. */
final class Components {

    private Components() {}

    /** The description of a component; it stands on the field behind it. */
    static Schema schema(RecordComponent component) {
        Class<?> type = component.getDeclaringRecord();
        try {
            Schema schema = type.getDeclaredField(component.getName()).getAnnotation(Schema.class);
            if (schema == null) {
                throw new IllegalArgumentException(type + " has no @Schema at " + component.getName());
            }
            return schema;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The schema of the elements stands on the class that the list's schema names as implementation. */
    static Schema element(Schema schema, String name) {
        Class<?> element = schema.implementation().getComponentType();
        Schema described = element == null ? null : element.getAnnotation(Schema.class);
        if (described == null) {
            throw new IllegalArgumentException("the elements are not described at " + name);
        }
        return described;
    }

    /** Fewest elements of a list. The annotation has the greatest number where nothing is said. */
    static int leastItems(Schema schema) {
        return schema.minItems() == Integer.MAX_VALUE ? 0 : schema.minItems();
    }

    /** Most elements of a list. The annotation has the least number where nothing is said. */
    static int mostItems(Schema schema, String name) {
        return stated(schema.maxItems(), Integer.MIN_VALUE, "maxItems", name);
    }

    /** Most characters of a text. */
    static int mostCharacters(Schema schema, String name) {
        return stated(schema.maxLength(), Integer.MAX_VALUE, "maxLength", name);
    }

    /** Most entries of a map. */
    static int mostEntries(Schema schema, String name) {
        return stated(schema.maxProperties(), 0, "maxProperties", name);
    }

    private static int stated(int value, int unstated, String attribute, String name) {
        if (value == unstated) {
            throw new IllegalArgumentException(attribute + " is missing at " + name);
        }
        return value;
    }
}
