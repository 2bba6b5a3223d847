package io.amorsize.architecture.offenders.recommendation;

import java.sql.Connection;
import java.sql.SQLException;

/** Technology in the domain. */
final class Technologies {
    static void sql(Connection connection) throws SQLException {
        connection.commit();
    }

    void pool(io.agroal.api.AgroalDataSource forbidden) {
        forbidden.close();
    }
}
