package io.rackledger.query.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The databases that views are kept in, each for real; a server is started once, and ends with the tests. */
public enum Database {
    H2 {
        @Override
        DataSource empty() {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return h2;
        }
    },
    POSTGRESQL {
        @Override
        DataSource empty() {
            String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
            new JdbcTemplate(Server.STARTED.getPostgresDatabase()).execute("create database " + name);
            return Server.STARTED.getDatabase("postgres", name);
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

    abstract DataSource empty();

    /** A new, migrated database. */
    public JdbcTemplate fresh() {
        DataSource source = empty();
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/query")
                .load()
                .migrate();
        return new JdbcTemplate(source);
    }
}
