package io.amorsize.job.type.url;

import io.amorsize.job.type.net.Origin;
import java.net.URI;
import org.jsoup.nodes.Document;

/** What pages link to and load. */
final class Sources {

    private static final String LOADING = "script[src], iframe[src], img[src], audio[src], video[src], source[src],"
            + " track[src], embed[src], input[src]";

    private Sources() {}

    /** The host of a URL in small letters; an empty text if it cannot be read. */
    static String hostOf(String url) {
        try {
            return Origin.of(URI.create(url)).host();
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    /** How many elements load over http, or send a form there. */
    static long overHttp(Document page) {
        return page.select(LOADING).stream()
                        .filter(element -> isHttp(element.absUrl("src")))
                        .count()
                + page.select("link[rel~=(?i)\\b(stylesheet|icon|preload|manifest)\\b][href]").stream()
                        .filter(element -> isHttp(element.absUrl("href")))
                        .count()
                + page.select("object[data]").stream()
                        .filter(element -> isHttp(element.absUrl("data")))
                        .count()
                + page.select("form[action]").stream()
                        .filter(element -> isHttp(element.absUrl("action")))
                        .count();
    }

    private static boolean isHttp(String url) {
        return url.regionMatches(true, 0, "http://", 0, "http://".length());
    }
}
