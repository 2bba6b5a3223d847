package io.amorsize.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.store.postgres.PostgresServer;
import io.amorsize.testing.TestPostgres;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresServerTest extends DatabaseContract {

    private @Nullable PostgresServer server;
    private @Nullable Database open;

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    @Override
    Database database() {
        if (open == null) {
            open = server().open();
        }
        return open;
    }

    @Override
    Database reopened() {
        return server().open();
    }

    private PostgresServer server() {
        if (server == null) {
            server = TestPostgres.emptyDatabase().server();
        }
        return server;
    }

    @Test
    void isSharedByAnyNumber() {
        database();

        try (Database other = server().open()) {
            assertThat(other.defect()).isEmpty();
        }
    }

    /** Else one that is stopped in the midst of a transaction would keep others from its jobs. */
    @Test
    void givesBackTheLocksOfOneThatIsStoppedBeforeItIsTakenForDead() {
        String longest = database().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        });

        assertThat(longest).isEqualTo("8s");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        String url = server().url().replaceFirst("(://[^/?]+/)[^?]*", "$1nowhere");

        assertThatThrownBy(() -> new PostgresServer(url, Optional.empty(), Optional.empty()).open())
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("has no such database")
                .hasMessageContaining("AMORSIZE_DATABASE_URL");
    }

    @Test
    void saysThatNobodyAnswersWithoutTheParametersOfTheUrl() {
        PostgresServer nobody = new PostgresServer(
                "jdbc:postgresql://127.0.0.1:1/amorsize?password=parameter", Optional.of("me"), Optional.of("secret"));

        assertThatThrownBy(nobody::open)
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("No PostgreSQL answers at 127.0.0.1:1/amorsize.")
                .hasMessageNotContaining("parameter");
        assertThat(nobody.toString()).contains("127.0.0.1:1/amorsize").doesNotContain("secret", "parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://db:5432/amorsize", "jdbc:postgresql://a,b/amorsize?targetServerType=primary"})
    void takesUrlsOfPostgresql(String url) {
        assertThat(PostgresServer.isUrl(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://user:secret@db:5432/amorsize",
                "postgresql://db/amorsize",
                "jdbc:postgresql://user:secret@db/amorsize",
                "jdbc:postgresql://db:port/amorsize",
                "jdbc:mysql://db/amorsize",
                "db:5432"
            })
    void takesNoOtherUrls(String url) {
        assertThat(PostgresServer.isUrl(url)).isFalse();
        assertThatThrownBy(() -> new PostgresServer(url, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
