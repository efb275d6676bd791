package io.rackledger.query.store;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What can be done to an H2 database in a file that nobody has open. */
public final class H2Files {
    private H2Files() {}

    /** Rewrites it without the free space that comes of rows that were changed, so that what is written next makes it grow. */
    public static void compact(String url, String user) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(url, user, "", true);
        try {
            new JdbcTemplate(connection).execute("shutdown compact");
        } finally {
            connection.destroy();
        }
    }
}
