package io.amorsize.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final Redaction REDACTION = new Redaction(Set.of("password")).and(Set.of("apiKey"));

    @Test
    void hidesValuesAtAnyDepthWhateverTheyAre() {
        String document =
                "{\"user\":\"a\",\"Password\":\"b\",\"nested\":[{\"apikey\":{\"x\":[1]},\"n\":1}],\"password\":7}";

        assertThat(REDACTION.of(document))
                .isEqualTo("{\"user\":\"a\",\"Password\":\"***\",\"nested\":[{\"apikey\":\"***\",\"n\":1}],"
                        + "\"password\":\"***\"}");
    }

    @Test
    void keepsAllElse() {
        String document = "{\"n\":123456789012345678901234567890.123456789,\"text\":\"password\",\"list\":[null,true]}";

        assertThat(REDACTION.of(document)).isEqualTo(document);
        assertThat(REDACTION.of("42")).isEqualTo("42");
        assertThat(REDACTION.of("\"password\"")).isEqualTo("\"password\"");
    }
}
