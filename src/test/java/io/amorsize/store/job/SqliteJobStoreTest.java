package io.amorsize.store.job;

import io.amorsize.store.Database;
import io.amorsize.store.sqlite.SqliteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobStoreTest extends JobStoreContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Override
    Database empty() {
        try {
            return SqliteFile.open(Files.createTempDirectory(folder, "jobs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
