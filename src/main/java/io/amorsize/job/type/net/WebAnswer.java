package io.amorsize.job.type.net;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;

/**
 * What came back. Immutable.
 *
 * @param url what answered, after all redirects
 * @param status 200 to 599
 * @param headers values by name in small letters
 * @param content what it carried
 * @param session how it was protected; empty for http
 */
public record WebAnswer(
        URI url, int status, Map<String, List<String>> headers, WebContent content, Optional<SSLSession> session) {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:+-]+)", Pattern.CASE_INSENSITIVE);

    /** Copies the headers. */
    public WebAnswer {
        headers = Map.copyOf(headers);
    }

    /** All values of a field, in their order. */
    public List<String> values(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The value of a field, several with commas between them; empty without any. */
    public Optional<String> header(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** The encoding of its text that the headers name; empty if they name none that is known. */
    public Optional<Charset> charset() {
        Matcher named = CHARSET.matcher(header("content-type").orElse(""));
        if (!named.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(named.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** The content as text, in UTF-8 unless the headers say otherwise; empty if it is not text. */
    public Optional<String> text() {
        return content.text(charset().orElse(StandardCharsets.UTF_8));
    }
}
