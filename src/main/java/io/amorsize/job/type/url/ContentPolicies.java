package io.amorsize.job.type.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The content security policies of a page (W3C CSP Level 3). All of them hold at a time. Immutable. */
final class ContentPolicies {

    private static final Set<String> TOO_WIDE = Set.of("*", "http:", "https:", "data:", "blob:", "'unsafe-eval'");

    private final List<Map<String, List<String>>> policies;

    private ContentPolicies(List<Map<String, List<String>>> policies) {
        this.policies = policies;
    }

    /** @param values of the field, each with any number of policies */
    static ContentPolicies of(List<String> values) {
        List<Map<String, List<String>>> policies = new ArrayList<>();
        for (String value : values) {
            for (String policy : value.toLowerCase(Locale.ROOT).split(",", -1)) {
                if (!policy.isBlank()) {
                    policies.add(directives(policy));
                }
            }
        }
        return new ContentPolicies(policies);
    }

    private static Map<String, List<String>> directives(String policy) {
        Map<String, List<String>> directives = new HashMap<>();
        for (String directive : policy.split(";", -1)) {
            List<String> words = Arrays.asList(directive.strip().split("\\s+"));
            directives.putIfAbsent(words.getFirst(), words.subList(1, words.size()));
        }
        return directives;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return policies.isEmpty();
    }

    /** Whether one of them names who may show the page in a frame, and that is not everybody. */
    boolean boundsFraming() {
        return policies.stream()
                .map(policy -> policy.get("frame-ancestors"))
                .anyMatch(ancestors ->
                        ancestors != null && ancestors.stream().noneMatch(Set.of("*", "http:", "https:")::contains));
    }

    /** Whether one of them stops scripts that are not the page's own. */
    boolean boundsScripts() {
        return policies.stream().anyMatch(ContentPolicies::boundsScripts);
    }

    private static boolean boundsScripts(Map<String, List<String>> policy) {
        List<String> sources = policy.getOrDefault("script-src", policy.get("default-src"));
        if (sources == null) {
            return false;
        }
        boolean named = sources.stream().anyMatch(source -> source.startsWith("'nonce-") || source.startsWith("'sha"));
        if (named && sources.contains("'strict-dynamic'")) {
            // Browsers then pass over the wide sources, which stand there for older ones.
            return !sources.contains("'unsafe-eval'");
        }
        return sources.stream().noneMatch(TOO_WIDE::contains) && (named || !sources.contains("'unsafe-inline'"));
    }
}
