package io.amorsize.validation.soak;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Looks at who holds which lease in a database. */
record LeaseRows(String url) {

    private static final int LOOK_MILLIS = 100;
    private static final int MOST_LOOKS = 300;

    /** Names of the services that were seen lately, once there are so many: a service says so after it is ready. */
    Set<String> awaitReplicas(int count) {
        Set<String> names = texts("SELECT name FROM replica", "");
        for (int look = 0; names.size() < count && look < MOST_LOOKS; look++) {
            Moments.pass(LOOK_MILLIS);
            names = texts("SELECT name FROM replica", "");
        }
        return names;
    }

    /** Partitions that a service holds. */
    Set<String> heldBy(String replica) {
        return texts("SELECT task_instance FROM scheduled_tasks WHERE picked_by = ?", replica);
    }

    private Set<String> texts(String select, String argument) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(select)) {
            if (!argument.isEmpty()) {
                statement.setString(1, argument);
            }
            try (ResultSet rows = statement.executeQuery()) {
                Set<String> texts = new HashSet<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(url, e);
        }
    }
}
