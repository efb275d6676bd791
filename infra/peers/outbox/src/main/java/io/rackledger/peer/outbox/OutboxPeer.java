package io.rackledger.peer.outbox;

import io.rackledger.load.Rounds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts a PostgreSQL, which flushes every commit to the disk, and shifts orders in it when it is asked to. Says where the
 * database is when it is ready, so that other peers can use it, too; ends with its input.
 */
public final class OutboxPeer {
    private static final String USER = "postgres";

    private OutboxPeer() {}

    /** The arguments are an empty folder, and the names of databases that others want. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(Path.of(arguments[0]).resolve("postgres"))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "300");
        try (EmbeddedPostgres postgres = builder.start();
                Outbox outbox = new Outbox(postgres.getJdbcUrl(USER, USER))) {
            outbox.demandFlushing();
            for (String database : List.of(arguments).subList(1, arguments.length)) {
                outbox.create(database);
            }
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Rounds.serve(outbox::shift, postgres.getJdbcUrl(USER, USER), in, System.out);
        }
    }
}
