package io.amorsize.job.type.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://API.example.com/x?y, https://api.example.com:443",
        "http://api.example.com., http://api.example.com:80",
        "http://my_app:8000/, http://my_app:8000",
        "http://a:/, http://a:80",
        "HTTP://[::1]:81/, 'http://[0:0:0:0:0:0:0:1]:81'",
        "http://[::ffff:127.0.0.1]/, http://127.0.0.1:80",
    })
    void isReadFromUrls(String url, String origin) {
        assertThat(Origin.of(URI.create(url))).hasToString(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a/",
                "file:///etc/passwd",
                "//a/",
                "/a",
                "http:/a",
                "http:a",
                "http:///a",
                "http://user@a/",
                "http://a@b@c/",
                "http://user:secret@a/",
                "http://a:65536/",
                "http://a:0/",
                "http://bücher.example/",
                "http://a%2eb/",
                "http://a,b/",
                "jar:http://a/"
            })
    void isRefusedToWhatHasNone(String url) {
        assertThatThrownBy(() -> Origin.of(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }
}
