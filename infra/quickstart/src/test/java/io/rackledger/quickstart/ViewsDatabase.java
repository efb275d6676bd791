package io.rackledger.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Where the views are kept: in the data folder, or with {@code -Drackledger.database=POSTGRESQL} on a server that is
 * started once and ends with the tests.
 */
public enum ViewsDatabase {
    H2 {
        @Override
        public String fresh(Path folder) {
            return "jdbc:h2:file:" + folder.resolve("views").toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE";
        }
    },
    POSTGRESQL {
        @Override
        public String fresh(Path folder) throws IOException {
            String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
            try (Connection connection = Server.STARTED.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IOException("PostgreSQL made no database", e);
            }
            return Server.STARTED.getJdbcUrl("postgres", name);
        }
    };

    private static final class Server {
        private static final EmbeddedPostgres STARTED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** The one that is asked for. */
    public static ViewsDatabase asked() {
        return valueOf(System.getProperty("rackledger.database", H2.name()));
    }

    /** The JDBC URL of an empty database, which lies in the folder where it lies in files. */
    public abstract String fresh(Path folder) throws IOException;
}
