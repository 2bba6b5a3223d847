package io.amorsize.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/**
 * The architecture as rules over the classes below one root package. The root is a parameter so that the same rules
 * also run over classes that break them on purpose.
 */
final class ArchitectureRules {

    private static final Set<String> INJECTING = Set.of(
            "jakarta.inject.Inject",
            "jakarta.ws.rs.core.Context",
            "org.eclipse.microprofile.config.inject.ConfigProperty");

    private final Map<String, ArchRule> rules = new LinkedHashMap<>();
    private final PackageMap packages;
    private final String root;

    private ArchitectureRules(String root) {
        this.root = root;
        this.packages = new PackageMap(root);
    }

    /** Every rule by its name, for the classes below {@code root}. */
    static Map<String, ArchRule> under(String root) {
        ArchitectureRules all = new ArchitectureRules(root);
        all.addArrows();
        all.addTechnologies();
        all.addPurity();
        all.addShape();
        return Collections.unmodifiableMap(all.rules);
    }

    /** A rule is also kept while its package has no class yet. */
    private void add(String name, ArchRule rule) {
        rules.put(name, rule.allowEmptyShould(true).as(name));
    }

    private void addArrows() {
        add(
                "every class is in a package of the map",
                classes()
                        .that(packages.ours())
                        .should(holdFor(
                                type -> packages.entryOf(type).isPresent(),
                                type -> type.getDescription() + " is in an unknown package")));
        PackageMap.arrows().forEach((entry, allowed) -> {
            Set<String> reachable = new HashSet<>(allowed);
            reachable.add(entry);
            add(
                    entry + " uses only what it may use",
                    classes()
                            .that(packages.in(Set.of(entry)))
                            .should()
                            .onlyDependOnClassesThat(not(packages.ours()).or(packages.in(reachable))));
        });
        add("no cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    }

    private void addTechnologies() {
        add(
                "the domain is plain Java",
                classes()
                        .that(packages.inDomain())
                        .should()
                        .onlyDependOnClassesThat(packages.ours()
                                .or(primitives())
                                .or(resideInAnyPackage("java..", "org.jspecify.."))
                                .and(not(resideInAPackage("java.sql..")))));
        add(
                "host.calibrate is plain Java",
                classes()
                        .that(packages.in(Set.of("host.calibrate")))
                        .should()
                        .onlyDependOnClassesThat(packages.ours()
                                .or(primitives())
                                .or(resideInAnyPackage("java..", "com.sun.management..", "org.jspecify.."))
                                .and(not(resideInAPackage("java.sql..")))));
        addOnlyIn("OSHI", Set.of("host.detect"), "oshi..", "com.sun.jna..");
        addOnlyIn(
                "SQL",
                Set.of("store"),
                "java.sql..",
                "javax.sql..",
                "io.agroal..",
                "org.flywaydb..",
                "org.sqlite..",
                "org.postgresql..");
        addOnlyIn("db-scheduler", Set.of("store"), "com.github.kagkarlsson..");
        addOnlyIn("Micrometer", Set.of("observability", PackageMap.WIRING), "io.micrometer..");
        addOnlyIn("Concurrency-limits", Set.of("job.resilience"), "com.netflix.concurrency..");
        addOnlyIn("Jackson", Set.of("api", "job.type", "store", PackageMap.WIRING), "com.fasterxml.jackson..");
    }

    private void addOnlyIn(String technology, Set<String> entries, String... itsPackages) {
        add(
                technology + " stays in its adapters",
                noClasses()
                        .that(not(packages.in(entries)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(itsPackages));
    }

    /** Primitives and their arrays are in no package. */
    private static DescribedPredicate<JavaClass> primitives() {
        return describe("primitives", type -> type.getBaseComponentType().isPrimitive());
    }

    private void addPurity() {
        DescribedPredicate<JavaClass> pure = packages.in(Set.of("cost", "optimizer"));
        add(
                "cost and optimizer read no clock",
                noClasses()
                        .that(pure)
                        .should()
                        .accessTargetWhere(Calls.readingAnyClock())
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo(InstantSource.class));
        add(
                "cost and optimizer create no threads",
                noClasses()
                        .that(pure)
                        .should()
                        .dependOnClassesThat(resideInAPackage("java.util.concurrent..")
                                .or(describe(
                                        "threads and timers",
                                        type -> type.isAssignableTo(Thread.class) || type.isAssignableTo(Timer.class))))
                        .orShould()
                        .accessTargetWhere(Calls.goingParallel()));
        add(
                "cost and optimizer draw no unseeded numbers",
                noClasses().that(pure).should().accessTargetWhere(Calls.drawingUnseeded()));
        add(
                "cost and optimizer do no I/O",
                noClasses()
                        .that(pure)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.lang.management..")
                                        .and(not(equivalentTo(Serializable.class))))
                        .orShould()
                        .accessTargetWhere(Calls.touchingTheProcess()));
        add(
                "only app reads the wall clock",
                noClasses()
                        .that(not(packages.in(Set.of(PackageMap.WIRING))))
                        .should()
                        .accessTargetWhere(Calls.readingTheWallClock()));
    }

    private void addShape() {
        add(
                "names say what a thing is",
                classes()
                        .should(holdFor(
                                type -> !type.getSimpleName().matches(".*(Manager|Utils?|Impl|Helper)"),
                                type -> type.getDescription() + " has a name that says nothing")));
        add(
                "dependencies come through constructors",
                fields().should(holdFor(
                        ArchitectureRules::isNotInjected, field -> field.getDescription() + " is injected")));
        add("no java.util.logging", noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
        add("no standard streams", noClasses().should(ACCESS_STANDARD_STREAMS));
        add(
                "every package is null-marked",
                classes()
                        .should(holdFor(
                                type -> type.getPackage().isAnnotatedWith(NullMarked.class),
                                type -> type.getDescription() + " is in a package without @NullMarked")));
        add(
                "public domain types are closed",
                classes()
                        .that(packages.inDomain())
                        .and()
                        .arePublic()
                        .and()
                        .areTopLevelClasses()
                        .should(holdFor(
                                ArchitectureRules::isClosed,
                                type -> type.getDescription() + " can be extended by anybody")));
    }

    private static boolean isNotInjected(JavaField field) {
        return field.getAnnotations().stream()
                .noneMatch(
                        annotation -> INJECTING.contains(annotation.getRawType().getName())
                                || annotation.getRawType().isMetaAnnotatedWith("jakarta.inject.Qualifier"));
    }

    private static boolean isClosed(JavaClass type) {
        return type.isInterface()
                || type.isEnum()
                || type.getModifiers().contains(JavaModifier.FINAL)
                || type.reflect().isSealed();
    }

    private static <T> ArchCondition<T> holdFor(Predicate<T> isKept, Function<T, String> message) {
        return new ArchCondition<>("keep the rule") {
            @Override
            public void check(T item, ConditionEvents events) {
                events.add(new SimpleConditionEvent(item, isKept.test(item), message.apply(item)));
            }
        };
    }
}
