package io.rackledger.query.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The databases that views are kept in, each for real; a server is started once, and ends with the tests. */
public enum Database {
    H2 {
        @Override
        public String empty() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }

        @Override
        public String empty(Path folder) {
            return "jdbc:h2:file:" + folder.resolve("views");
        }
    },
    POSTGRESQL {
        @Override
        public String empty() {
            String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
            new JdbcTemplate(Server.STARTED.getPostgresDatabase()).execute("create database " + name);
            return Server.STARTED.getJdbcUrl("postgres", name);
        }

        @Override
        public String empty(Path folder) {
            return empty();
        }
    };

    private static final class Server {
        private static final EmbeddedPostgres STARTED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The one that is asked for with {@code -Drackledger.database}; H2 if none is. */
    public static Database asked() {
        return valueOf(System.getProperty("rackledger.database", H2.name()));
    }

    /** The JDBC URL of a new database, which is there until the tests end. */
    public abstract String empty();

    /** The same, of one on a disk; in the folder if it is in files. */
    public abstract String empty(Path folder);

    /** A new, migrated database. */
    public JdbcTemplate fresh() {
        DataSource source = new DriverManagerDataSource(empty());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/query")
                .load()
                .migrate();
        return new JdbcTemplate(source);
    }
}
