package io.amorsize.job.type.url;

import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads what a page says about itself. */
final class PageReader {

    /** Most characters of a text that are kept. */
    static final int LONGEST_TEXT = 1000;

    private static final int MOST_PROPERTIES = 50;

    private PageReader() {}

    /** @param host of the page, in small letters */
    static PageReport read(Document page, String host) {
        int internal = 0;
        int external = 0;
        for (Element link : page.select("a[href], area[href]")) {
            String target = link.absUrl("href");
            if (target.startsWith("http://") || target.startsWith("https://")) {
                if (Sources.hostOf(target).equals(host)) {
                    internal++;
                } else {
                    external++;
                }
            }
        }
        return new PageReport(
                text(page.title()),
                meta(page, "meta[name=description]"),
                text(attribute(page, "link[rel~=(?i)\\bcanonical\\b]", "abs:href")),
                text(attribute(page, "html[lang]", "lang")),
                meta(page, "meta[name=robots]"),
                openGraph(page),
                page.select("h1").size(),
                internal,
                external,
                page.select("img").size(),
                page.select("img:not([alt])").size(),
                page.select("script").size());
    }

    private static @Nullable String meta(Document page, String query) {
        return text(attribute(page, query, "content"));
    }

    private static String attribute(Document page, String query, String name) {
        Element element = page.selectFirst(query);
        return element == null ? "" : element.attr(name);
    }

    private static Map<String, String> openGraph(Document page) {
        Map<String, String> properties = new TreeMap<>();
        for (Element element : page.select("meta[property^=og:]")) {
            String value = text(element.attr("content"));
            String name = text(element.attr("property").substring("og:".length()));
            if (value != null && name != null && properties.size() < MOST_PROPERTIES) {
                properties.putIfAbsent(name, value);
            }
        }
        return properties;
    }

    private static @Nullable String text(String found) {
        String stripped = found.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        return stripped.length() > LONGEST_TEXT ? stripped.substring(0, LONGEST_TEXT) : stripped;
    }
}
