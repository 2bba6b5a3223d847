package io.amorsize.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A rule that cannot fail proves nothing: each one is run over classes that break it on purpose, must report every one
 * of them, and must leave the sound classes beside them alone.
 */
class ArchitectureRulesBiteTest {

    private static final String ROOT = "io.amorsize.architecture.offenders";

    private static final Map<String, ArchRule> RULES = ArchitectureRules.under(ROOT);

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(ROOT);

    /** Rule to what it must report, as the report spells it below the root. */
    private static final Map<String, List<String>> EXPECTED = expected();

    private static Map<String, List<String>> expected() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put("every class is in a package of the map", List.of("nowhere.Stray"));
        PackageMap.arrows()
                .keySet()
                .forEach(entry -> expected.put(
                        entry + " uses only what it may use",
                        List.of((entry.equals("store") ? "store.sqlite" : entry) + ".Arrow.<init>(")));
        expected.put("no cycles", List.of("Slice host", "Slice workload"));
        expected.put(
                "the domain is plain Java",
                List.of(
                        "host.Technologies.oshi()",
                        "recommendation.Technologies.sql(",
                        "workload.Technologies.jackson()",
                        "workload.Technologies> is annotated with <jakarta.inject.Singleton>"));
        expected.put("host.calibrate is plain Java", List.of("host.calibrate.Technologies.jackson()"));
        expected.put("OSHI stays in its adapters", List.of("host.Technologies.oshi()"));
        expected.put(
                "SQL stays in its adapters",
                List.of("recommendation.Technologies.sql(", "recommendation.Technologies.pool("));
        expected.put("db-scheduler stays in its adapters", List.of("api.Technologies.leases("));
        expected.put("Micrometer stays in its adapters", List.of("api.Technologies.micrometer("));
        expected.put("Concurrency-limits stays in its adapters", List.of("api.Technologies.limits("));
        expected.put(
                "Jackson stays in its adapters",
                List.of("workload.Technologies.jackson()", "host.calibrate.Technologies.jackson()"));
        expected.put(
                "cost and optimizer read no clock",
                List.of(
                        "cost.Clocks.nanoTime()",
                        "cost.Clocks.currentTimeMillis()",
                        "cost.Clocks.instantNow()",
                        "cost.Clocks.localDateNow()",
                        "cost.Clocks.nowOfClock(",
                        "cost.Clocks.systemClock()",
                        "cost.Clocks.source("));
        expected.put(
                "cost and optimizer create no threads",
                List.of(
                        "optimizer.Threads.thread(",
                        "optimizer.Threads.sleep()",
                        "optimizer.Threads.executor(",
                        "optimizer.Threads.timer()",
                        "optimizer.Threads.stream(",
                        "optimizer.Threads.parallel(",
                        "optimizer.Threads.array("));
        expected.put(
                "cost and optimizer draw no unseeded numbers",
                List.of(
                        "optimizer.Chance.random()",
                        "optimizer.Chance.splittable()",
                        "optimizer.Chance.threadLocal()",
                        "optimizer.Chance.math()",
                        "optimizer.Chance.byDefault()",
                        "optimizer.Chance.byName()",
                        "optimizer.Chance.factory()",
                        "optimizer.Chance.secure()",
                        "optimizer.Chance.uuid()",
                        "optimizer.Chance.shuffle("));
        expected.put(
                "cost and optimizer do no I/O",
                List.of(
                        "cost.Surroundings.file(",
                        "cost.Surroundings.environment()",
                        "cost.Surroundings.property()",
                        "cost.Surroundings.processors()",
                        "cost.Surroundings.uri()"));
        expected.put(
                "only app reads the wall clock",
                List.of(
                        "api.Clocks.currentTimeMillis()",
                        "api.Clocks.instantNow()",
                        "api.Clocks.zonedNow()",
                        "api.Clocks.systemClock()",
                        "api.Clocks.systemSource()",
                        "api.Clocks.date()",
                        "api.Clocks.calendar()"));
        expected.put(
                "names say what a thing is",
                List.of(
                        "api.RetryManager>",
                        "api.MathUtil>",
                        "api.MathUtils>",
                        "api.PlanImpl>",
                        "api.PlanHelper>",
                        "api.Nested$PlanHelper>"));
        expected.put(
                "dependencies come through constructors",
                List.of(
                        "api.Injected.inject>",
                        "api.Injected.property>",
                        "api.Injected.context>",
                        "api.Injected.qualified>"));
        expected.put("no java.util.logging", List.of("app.Output.log()"));
        expected.put("no standard streams", List.of("app.Output.print()", "app.Output.stack("));
        expected.put("every package is null-marked", List.of("nowhere.Stray"));
        expected.put("public domain types are closed", List.of("optimizer.OpenClass"));
        return expected;
    }

    @Test
    void everyRuleHasAnOffender() {
        assertThat(EXPECTED.keySet()).containsExactlyInAnyOrderElementsOf(RULES.keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyOffenderIsReportedAndNothingElse() {
        return RULES.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> bites(rule.getValue(), EXPECTED.getOrDefault(rule.getKey(), List.of()))));
    }

    private static void bites(ArchRule rule, List<String> offenders) {
        List<String> report = rule.evaluate(OFFENDERS).getFailureReport().getDetails();

        assertThat(offenders)
                .allSatisfy(offender -> assertThat(report)
                        .anyMatch(line ->
                                line.contains(offender.startsWith("Slice") ? offender : ROOT + "." + offender)));
        assertThat(report).filteredOn(line -> !line.startsWith("Cycle")).noneMatch(line -> line.contains(".Sound"));
    }
}
