package io.amorsize.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Something to do with a connection that is open for as long.
 *
 * @param <R> its result
 */
@FunctionalInterface
public interface SqlWork<R> {

    /** Neither commits, nor rolls back, nor closes {@code connection}. */
    R on(Connection connection) throws SQLException;
}
