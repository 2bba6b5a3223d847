package io.amorsize.job.type.http;

import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.type.net.DestinationRefused;
import io.amorsize.job.type.net.HeaderRules;
import io.amorsize.job.type.net.NetworkPolicy;
import io.amorsize.job.type.net.Origin;
import io.amorsize.job.type.net.WebClient;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses parameters with which no item could be run. */
final class ParameterRules {

    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z]+://[^/?#]*");

    /** Stands for the value of any variable: a host, a port, a segment. */
    private static final String ANY = "1";

    private ParameterRules() {}

    static void check(HttpParameters parameters, WebClient client) throws JobRefused {
        Long bytes = parameters.maxResponseBytes();
        if (bytes != null && bytes > client.mostResponseBytes()) {
            throw new JobRefused("maxResponseBytes", client.beyondCeiling());
        }
        checkUrl(parameters.url(), client.policy());
        if (parameters.headers() != null) {
            checkHeaders(parameters.headers());
        }
        if (parameters.body() != null
                && parameters.method() != null
                && parameters.method().isSafe()) {
            throw new JobRefused("body", "must not be given with " + parameters.method());
        }
    }

    private static void checkUrl(@Nullable String url, NetworkPolicy policy) throws JobRefused {
        try {
            policy.checkAnything();
            if (url == null) {
                return;
            }
            Origin.check(URI.create(Template.of(url).filled(ANY)));
            Matcher origin = ORIGIN.matcher(url);
            if (origin.lookingAt() && Template.of(origin.group()).isFixed()) {
                policy.check(Origin.of(URI.create(origin.group())));
            }
        } catch (IllegalArgumentException e) {
            throw new JobRefused("url", "makes no URL that can be called: " + e.getMessage());
        } catch (DestinationRefused e) {
            throw new JobRefused("url", String.valueOf(e.getMessage()));
        }
    }

    private static void checkHeaders(Map<String, String> headers) throws JobRefused {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            Optional<String> problem = HeaderRules.problemOf(
                    header.getKey(), Template.of(header.getValue()).filled(ANY));
            if (problem.isPresent()) {
                throw new JobRefused("headers", "cannot be sent: " + problem.get());
            }
        }
    }
}
