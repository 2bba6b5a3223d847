package io.amorsize.store.deadletter;

import io.amorsize.store.Database;
import io.amorsize.store.sqlite.SqliteFile;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeadLetterTest extends DeadLetterContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Override
    Database open() {
        return SqliteFile.open(folder);
    }
}
