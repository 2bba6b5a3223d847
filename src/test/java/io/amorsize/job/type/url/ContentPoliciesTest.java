package io.amorsize.job.type.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentPoliciesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "default-src 'self'                                            | true  | false",
                "default-src 'none'; frame-ancestors 'none'                    | true  | true",
                "DEFAULT-SRC 'SELF'; Frame-Ancestors https://a.example         | true  | true",
                "script-src 'self' 'unsafe-inline'                             | false | false",
                "script-src 'self' 'unsafe-inline' 'nonce-abc'                 | true  | false",
                "script-src 'sha256-abc' 'unsafe-eval'                         | false | false",
                "script-src 'nonce-abc' 'strict-dynamic' https: 'unsafe-inline' | true | false",
                "script-src 'strict-dynamic' https:                            | false | false",
                "default-src *                                                 | false | false",
                "default-src *; script-src 'self'                              | true  | false",
                "default-src 'self'; script-src https:                         | false | false",
                "img-src 'self'                                                | false | false",
                "frame-ancestors *                                             | false | false",
                "img-src 'self', script-src 'self'; frame-ancestors 'self'     | true  | true",
            })
    void boundWhatTheySay(String value, boolean scripts, boolean framing) {
        ContentPolicies policies = ContentPolicies.of(List.of(value));

        assertThat(policies.isEmpty()).isFalse();
        assertThat(policies.boundsScripts()).isEqualTo(scripts);
        assertThat(policies.boundsFraming()).isEqualTo(framing);
    }
}
