package io.amorsize.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The service keeps the rules of docs/architecture.md. */
class ArchitectureTest {

    private static final String ROOT = "io.amorsize";

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> rules() {
        return ArchitectureRules.under(ROOT).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(SERVICE)));
    }

    @Test
    void theClassesAreReallyRead() {
        PackageMap packages = new PackageMap(ROOT);

        assertThat(SERVICE)
                .extracting(type -> packages.entryOf(type).orElse("none"))
                .contains("host", "workload", "cost", "optimizer");
    }
}
