package io.amorsize.job.type.url;

import org.jspecify.annotations.Nullable;

/**
 * What was found out about a page. Immutable.
 *
 * @param url what answered, after all redirects
 * @param status status of the answer, 200 to 299
 * @param contentType value of Content-Type; null without it
 * @param bytes how many bytes were read, after decompression
 * @param cut whether there was more than was read
 * @param seconds from the start of the request to the last byte read, with all redirects
 * @param page what it says about itself; null if it is no HTML
 * @param tls how the connection was protected; null for http
 * @param security how well it is protected
 */
public record UrlAnalysis(
        String url,
        int status,
        @Nullable String contentType,
        int bytes,
        boolean cut,
        double seconds,
        @Nullable PageReport page,
        @Nullable TlsReport tls,
        SecurityReport security) {}
