package io.amorsize.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.store.Database;
import io.amorsize.store.sqlite.SqliteFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePartitionLeasesTest extends PartitionLeasesContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private @Nullable Database database;

    @Override
    Database database() {
        if (database == null) {
            database = SqliteFile.open(folder);
        }
        return database;
    }

    @Override
    @AfterEach
    void stop() {
        super.stop();
        database().close();
    }

    @Test
    void judgesAtOnceWhatTheProcessBeforeItHeld() {
        Rows.abandoned(database(), "job", 0);
        Rows.abandoned(database(), "job", 1);
        ScriptedHandler handler = ScriptedHandler.finishing();

        start(handler, IDLE);

        assertThat(List.of(handler.next(), handler.next())).containsExactly("judged job 0", "judged job 1");
        assertThat(List.of(handler.next(), handler.next())).containsExactlyInAnyOrder("run job 0", "run job 1");
    }
}
