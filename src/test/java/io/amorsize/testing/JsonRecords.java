package io.amorsize.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.api.json.MalformedBody;
import io.amorsize.api.json.RecordReader;
import io.amorsize.api.json.Violations;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Records read from JSON as the API reads them. */
public final class JsonRecords {

    private JsonRecords() {}

    /** The record that {@code json} stands for; fails if the API would refuse it. */
    public static <R extends Record> R read(Class<R> type, String json) throws MalformedBody {
        Violations violations = new Violations();
        R read = RecordReader.of(type).read(json.getBytes(StandardCharsets.UTF_8), violations);
        assertThat(violations.toList()).isEmpty();
        return Objects.requireNonNull(read);
    }
}
