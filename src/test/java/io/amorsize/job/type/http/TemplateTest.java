package io.amorsize.job.type.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final int CASES = 2000;

    @Test
    void placesAreFilled() throws Exception {
        Template template = Template.of("a{x}b{y.z}{x}");

        assertThat(template.expand(Map.of("x", "1", "y.z", "2"), Escaping.NONE)).isEqualTo("a1b21");
        assertThat(template.isFixed()).isFalse();
    }

    @Test
    void otherBracesAreThemselves() throws Exception {
        String json = "{\"a\": {\"b\": {}}, \"c\": { d }, \"e\": {1}}";

        assertThat(Template.of(json).expand(Map.of(), Escaping.JSON)).isEqualTo(json);
        assertThat(Template.of(json).isFixed()).isTrue();
    }

    @Test
    void aValueIsNotATemplate() throws Exception {
        assertThat(Template.of("{x}").expand(Map.of("x", "{x}"), Escaping.NONE)).isEqualTo("{x}");
    }

    @Test
    void aMissingValueIsForGood() {
        ItemFailure failure = catchThrowableOfType(
                ItemFailure.class, () -> Template.of("{x}").expand(Map.of("y", "1"), Escaping.NONE));

        assertThat(failure.code()).isEqualTo("MISSING_VARIABLE");
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failure).hasMessageContaining("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PERCENT | a b/c?d=e&f%20#ü€😀~ | a%20b%2Fc%3Fd%3De%26f%2520%23%C3%BC%E2%82%AC%F0%9F%98%80~",
                "JSON    | a\"b\\c            | a\\\"b\\\\c",
                "FORM    | a b&c=d+e          | a+b%26c%3Dd%2Be",
                "XML     | <a b=\"c\">&'       | &lt;a b=&quot;c&quot;&gt;&amp;&apos;",
                "NONE    | <a b=\"c\">&'       | <a b=\"c\">&'",
            })
    void valuesAreWrittenAsTheirPlaceAsksFor(Escaping escaping, String value, String written) {
        assertThat(escaping.escape(value)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, JSON",
        "Application/JSON; charset=utf-8, JSON",
        "application/vnd.api+json, JSON",
        "application/x-ndjson, JSON",
        "application/x-www-form-urlencoded, FORM",
        "text/xml, XML",
        "application/soap+xml;charset=utf-8, XML",
        "text/plain, NONE",
        "'', NONE",
    })
    void theContentTypeDecides(String type, Escaping escaping) {
        assertThat(Escaping.of(type)).isEqualTo(escaping);
    }

    /** Any value comes back as it was, and changes nothing around it. */
    @Test
    void anyValueStaysOneValue() throws Exception {
        RandomGenerator random = new Random(20260301);
        ObjectMapper json = new ObjectMapper();
        for (int i = 0; i < CASES; i++) {
            String value = text(random);

            URI url =
                    URI.create(Template.of("http://h/a/{v}/b?q={v}&r=1").expand(Map.of("v", value), Escaping.PERCENT));
            assertThat(url.getHost()).isEqualTo("h");
            assertThat(url.getFragment()).isNull();
            assertThat(url.getRawPath().split("/", -1)).hasSize(4);
            assertThat(decoded(url.getRawPath().split("/", -1)[2])).isEqualTo(value);
            assertThat(url.getRawQuery().split("&", -1)).hasSize(2);
            assertThat(decoded(url.getRawQuery().split("&", -1)[0].substring(2)))
                    .isEqualTo(value);

            String body = Template.of("{\"v\": \"{v}\", \"w\": 1}").expand(Map.of("v", value), Escaping.JSON);
            assertThat(json.readTree(body).size()).isEqualTo(2);
            assertThat(json.readTree(body).get("v").textValue()).isEqualTo(value);

            String form = Template.of("v={v}&w=1").expand(Map.of("v", value), Escaping.FORM);
            assertThat(form.split("&", -1)).hasSize(2);
            assertThat(URLDecoder.decode(form.split("&", -1)[0].substring(2), StandardCharsets.UTF_8))
                    .isEqualTo(value);
        }
    }

    private static String decoded(String percentEncoded) {
        return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Of characters that mean something somewhere, and of any others. */
    private static String text(RandomGenerator random) {
        String signs = "/?#&=%+{}\"'\\<>:;@. \r\n\t\0-_~,[]|";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, 20);
        while (text.length() < length) {
            if (random.nextBoolean()) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            } else {
                int point = random.nextInt(Character.MAX_CODE_POINT + 1);
                if (Character.getType(point) != Character.SURROGATE) {
                    text.appendCodePoint(point);
                }
            }
        }
        return text.toString();
    }
}
