package io.amorsize.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages of the service and the arrows between them. A package belongs to the longest entry it starts with, so
 * that {@code host.detect} is an adapter and not part of {@code host}.
 */
final class PackageMap {

    /** Packages that are plain Java, each with the ones it may use. */
    static final Map<String, Set<String>> DOMAIN = domain();

    /** Packages that tie the domain to a technology, each with the ones it may use. */
    static final Map<String, Set<String>> ADAPTERS = adapters();

    /** The package that wires the others; it may use all of them and none may use it. */
    static final String WIRING = "app";

    private final String root;

    /** @param root the package above all entries, without a dot at the end */
    PackageMap(String root) {
        this.root = root;
    }

    private static Map<String, Set<String>> domain() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        allowed.put("host", Set.of());
        allowed.put("workload", Set.of());
        allowed.put("cost", Set.of("host", "workload"));
        allowed.put("optimizer", Set.of("cost", "host", "workload"));
        allowed.put("recommendation", Set.of("optimizer", "cost", "host", "workload"));
        allowed.put("job", Set.of("optimizer", "cost", "host", "workload"));
        allowed.put("deadletter", Set.of("job"));
        return allowed;
    }

    private static Map<String, Set<String>> adapters() {
        Set<String> wholeDomain = DOMAIN.keySet();
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        allowed.put("host.detect", Set.of("host"));
        allowed.put("host.calibrate", Set.of("host"));
        allowed.put("job.type", Set.of("job"));
        allowed.put("job.learning", Set.of("job", "recommendation", "optimizer", "host", "workload"));
        allowed.put("job.resilience", Set.of("job"));
        allowed.put("store", wholeDomain);
        allowed.put("api", wholeDomain);
        allowed.put("observability", wholeDomain);
        return allowed;
    }

    /** All packages with an arrow list, in the order of the documentation; {@link #WIRING} is not among them. */
    static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> all = new LinkedHashMap<>(DOMAIN);
        all.putAll(ADAPTERS);
        return all;
    }

    /** The entry {@code type} belongs to; empty outside the root and in a package that no entry knows. */
    Optional<String> entryOf(JavaClass type) {
        String below = below(type);
        Set<String> entries = new TreeSet<>(arrows().keySet());
        entries.add(WIRING);
        return entries.stream()
                .filter(entry -> below.equals(entry) || below.startsWith(entry + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private String below(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
    }

    /** Types of one of these entries. */
    DescribedPredicate<JavaClass> in(Set<String> entries) {
        return DescribedPredicate.describe(
                "in " + String.join(", ", new TreeSet<>(entries)),
                type -> entryOf(type).map(entries::contains).orElse(false));
    }

    /** Types of the domain. */
    DescribedPredicate<JavaClass> inDomain() {
        return in(DOMAIN.keySet()).as("in the domain");
    }

    /** Types below the root. */
    DescribedPredicate<JavaClass> ours() {
        return DescribedPredicate.describe(
                "below " + root, type -> (type.getPackageName() + ".").startsWith(root + "."));
    }
}
