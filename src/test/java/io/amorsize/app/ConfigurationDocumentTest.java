package io.amorsize.app;

import io.amorsize.testing.GeneratedSection;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {

    @Test
    void listsEveryKeyAsTheCodeHasIt() {
        new GeneratedSection(Path.of("docs/configuration.md"), "keys").assertUpToDate(ConfigurationTable.markdown());
    }
}
