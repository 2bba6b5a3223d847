package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amorsize.job.spi.JsonText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Writes JSON Schema (draft 2020-12) of record types, from the same annotations from which {@link RecordReader} knows
 * what to accept. What records check by themselves, and that no field is given twice, cannot be said in it.
 */
public final class RecordSchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper EXAMPLES = new JsonMapper();

    private RecordSchema() {}

    /**
     * The schema of a type.
     *
     * @return the text of a JSON object
     * @throws IllegalArgumentException if there is no reader for the type
     */
    public static String of(Class<? extends Record> type) {
        ObjectNode document = NODES.objectNode().put("$schema", DIALECT);
        document.setAll(ofRecord(type));
        return document.toString();
    }

    private static ObjectNode ofRecord(Class<?> type) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        Schema described = type.getAnnotation(Schema.class);
        if (described != null && !described.description().isEmpty()) {
            schema.put("description", described.description());
        }
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.set(component.getName(), ofComponent(component));
            if (Components.schema(component).required()) {
                required.add(component.getName());
            }
        }
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode ofComponent(RecordComponent component) {
        Schema annotation = Components.schema(component);
        ObjectNode schema = ofType(component.getGenericType(), annotation, component.toString());
        if (!annotation.description().isEmpty()) {
            schema.put("description", annotation.description());
        }
        boolean text =
                component.getType() == String.class || component.getType().isEnum();
        if (!annotation.defaultValue().isEmpty()) {
            schema.set("default", value(annotation.defaultValue(), text));
        }
        if (annotation.examples().length > 0) {
            ArrayNode examples = schema.putArray("examples");
            for (String example : annotation.examples()) {
                examples.add(value(example, text));
            }
        }
        return schema;
    }

    /** What an annotation gives as text, whatever it stands for. */
    private static JsonNode value(String written, boolean text) {
        if (text) {
            return NODES.textNode(written);
        }
        try {
            return EXAMPLES.readTree(written);
        } catch (JsonProcessingException notJson) {
            return NODES.textNode(written);
        }
    }

    private static ObjectNode ofType(Type type, Schema annotation, String name) {
        if (type == Double.class) {
            return number("number", annotation);
        }
        if (type == Long.class || type == Integer.class) {
            return number("integer", annotation);
        }
        if (type == Boolean.class) {
            return NODES.objectNode().put("type", "boolean");
        }
        if (type == String.class) {
            return text(annotation, name);
        }
        if (type == JsonText.class) {
            return NODES.objectNode();
        }
        if (type == double[].class) {
            return list(annotation, name, number("number", Components.element(annotation, name)));
        }
        if (type == long[].class) {
            return list(annotation, name, number("integer", Components.element(annotation, name)));
        }
        if (Readers.isTextMap(type)) {
            return texts(annotation, name);
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(annotation, name, ofType(list.getActualTypeArguments()[0], annotation, name));
        }
        if (type instanceof Class<?> single && single.isEnum()) {
            return choice(single);
        }
        if (type instanceof Class<?> single && single.isRecord()) {
            return ofRecord(single);
        }
        throw new IllegalArgumentException("no schema for " + name);
    }

    private static ObjectNode number(String type, Schema annotation) {
        ObjectNode schema = NODES.objectNode().put("type", type);
        schema.set("minimum", bound(annotation.minimum()));
        schema.set("maximum", bound(annotation.maximum()));
        return schema;
    }

    /** Whole numbers are written without an exponent. */
    private static JsonNode bound(String text) {
        BigDecimal value = new BigDecimal(text);
        return value.stripTrailingZeros().scale() <= 0
                ? NODES.numberNode(value.toBigIntegerExact())
                : NODES.numberNode(value);
    }

    private static ObjectNode text(Schema annotation, String name) {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        if (annotation.minLength() > 0) {
            schema.put("minLength", annotation.minLength());
        }
        schema.put("maxLength", Components.mostCharacters(annotation, name));
        if (!annotation.pattern().isEmpty()) {
            schema.put("pattern", "^(?:" + annotation.pattern() + ")$");
        }
        return schema;
    }

    private static ObjectNode texts(Schema annotation, String name) {
        ObjectNode schema =
                NODES.objectNode().put("type", "object").put("maxProperties", Components.mostEntries(annotation, name));
        schema.putObject("propertyNames").put("minLength", 1).put("maxLength", TextMapReader.LONGEST_NAME);
        schema.set("additionalProperties", text(annotation, name));
        return schema;
    }

    private static ObjectNode list(Schema annotation, String name, ObjectNode element) {
        ObjectNode schema = NODES.objectNode().put("type", "array");
        if (Components.leastItems(annotation) > 0) {
            schema.put("minItems", Components.leastItems(annotation));
        }
        schema.put("maxItems", Components.mostItems(annotation, name));
        schema.set("items", element);
        return schema;
    }

    private static ObjectNode choice(Class<?> enumType) {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        ArrayNode names = schema.putArray("enum");
        for (Object constant : enumType.getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
        }
        return schema;
    }
}
