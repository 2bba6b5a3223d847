package io.amorsize.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amorsize.api.problem.ProblemCode;
import java.io.IOException;

/**
 * How many elements a list may have.
 *
 * @param least fewest elements allowed
 * @param most most elements allowed
 */
record ListBounds(int least, int most) {

    /** Reads one element into the caller's storage. */
    @FunctionalInterface
    interface Element {
        void read(int index) throws IOException;
    }

    /** Reads a list element by element. After a violation of the bounds the rest of the list is skipped. */
    void readList(JsonParser parser, Position position, Element element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            ValueReader.refuseType(parser, position, "a list");
            return;
        }
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (size < most) {
                position.enter(size);
                element.read(size);
                position.leave();
            } else {
                parser.skipChildren();
            }
            size++;
        }
        if (size > most) {
            position.violation(
                    ProblemCode.LIMIT_EXCEEDED,
                    "must have at most " + Quantities.grouped(most) + " elements, but has " + Quantities.grouped(size));
        } else if (size < least) {
            position.violation(
                    ProblemCode.OUT_OF_RANGE,
                    "must have at least " + least + (least == 1 ? " element" : " elements") + ", but has " + size
                            + "; leave the field out to say nothing");
        }
    }
}
