package io.amorsize.job.type.url;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about itself. Texts are cut at {@value PageReader#LONGEST_TEXT} characters, and are null where it
 * says nothing. Immutable.
 *
 * @param title its title
 * @param description its summary for search engines
 * @param canonical the URL that it wants to be known by
 * @param language its language, such as {@code en}
 * @param robots what it asks of search engines
 * @param openGraph properties of the Open Graph protocol by their names without {@code og:}
 * @param headings number of top headings ({@code h1})
 * @param internalLinks links to the same host
 * @param externalLinks links to other hosts
 * @param images number of images
 * @param imagesWithoutAlt images that do not say what they show, not even that it does not matter
 * @param scripts number of scripts
 */
public record PageReport(
        @Nullable String title,
        @Nullable String description,
        @Nullable String canonical,
        @Nullable String language,
        @Nullable String robots,
        Map<String, String> openGraph,
        int headings,
        int internalLinks,
        int externalLinks,
        int images,
        int imagesWithoutAlt,
        int scripts) {

    /** Copies the properties. */
    public PageReport {
        openGraph = Map.copyOf(openGraph);
    }
}
