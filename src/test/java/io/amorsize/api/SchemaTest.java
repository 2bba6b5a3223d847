package io.amorsize.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/** What the schemas repeat of the domain is the same there. */
class SchemaTest {

    @Test
    void listedValuesAreThoseOfTheDomain() {
        int checked = 0;
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.amorsize.api")) {
            for (Field field : type.reflect().getDeclaredFields()) {
                Schema schema = field.getAnnotation(Schema.class);
                if (schema != null && schema.enumeration().length > 0) {
                    String[] names = Arrays.stream(field.getType().getEnumConstants())
                            .map(Object::toString)
                            .toArray(String[]::new);
                    assertThat(schema.enumeration()).as(field.toString()).containsExactly(names);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(7);
    }
}
