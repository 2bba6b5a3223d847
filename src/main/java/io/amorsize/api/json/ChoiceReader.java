package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of a closed set of names.
 *
 * @param constants name to value, in the order in which messages list them
 */
record ChoiceReader(Map<String, Object> constants) implements ValueReader {

    static ChoiceReader of(Class<?> enumType) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : enumType.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new ChoiceReader(constants);
    }

    @Override
    public @Nullable Object read(JsonParser parser, Position position) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            ValueReader.refuseType(parser, position, "one of the texts " + String.join(", ", constants.keySet()));
            return null;
        }
        String text = parser.getText();
        Object constant = constants.get(text);
        if (constant == null) {
            String hint = Nearest.to(text, constants.keySet())
                    .map(name -> "; did you mean " + name + "?")
                    .orElse("");
            position.violation(
                    ProblemCode.INVALID_VALUE,
                    "must be one of " + String.join(", ", constants.keySet()) + ", but is \""
                            + ValueReader.shortened(text) + "\"" + hint);
        }
        return constant;
    }
}
