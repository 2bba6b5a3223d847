package io.amorsize.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.postgres.PostgresServer;
import io.amorsize.store.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {SqliteFile.MIGRATIONS, PostgresServer.MIGRATIONS})
    void theListNamesEveryFileOfTheFolder(String folder) throws IOException {
        assertThat(listed(folder)).containsExactlyElementsOf(files(folder));
    }

    @Test
    void bothDatabasesHaveTheSameMigrations() {
        assertThat(listed(SqliteFile.MIGRATIONS)).containsExactlyElementsOf(listed(PostgresServer.MIGRATIONS));
    }

    private static List<String> listed(String folder) {
        return new MigrationFiles(folder)
                .getResources("V", new String[] {".sql"}).stream()
                        .map(LoadableResource::getFilename)
                        .toList();
    }

    private static List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources" + folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
