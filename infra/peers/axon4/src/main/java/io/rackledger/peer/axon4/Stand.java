package io.rackledger.peer.axon4;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;

/** An event store, a token store and a projection in one H2 database in a folder. */
final class Stand implements AutoCloseable {
    private static final int EVENTS_READ_AT_ONCE = 500;

    private final HikariDataSource source;
    private final Transactions transactions;
    private final Tables tables;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final JdbcEventStorageEngine engine;
    private final JdbcTokenStore tokens;

    Stand(Path folder) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + folder.toAbsolutePath().resolve("axon4"));
        config.setAutoCommit(false);
        source = new HikariDataSource(config);
        transactions = new Transactions(source);
        tables = new Tables(transactions);
        Serializer serializer = JacksonSerializer.builder().objectMapper(json).build();
        engine = JdbcEventStorageEngine.builder()
                .connectionProvider(transactions)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .batchSize(EVENTS_READ_AT_ONCE)
                .build();
        tokens = JdbcTokenStore.builder()
                .connectionProvider(transactions)
                .serializer(serializer)
                .build();
        transactions.executeInTransaction(() -> {
            engine.createSchema(new Tables.Events());
            tokens.createSchema(new Tables.Tokens());
        });
    }

    /** Stores a history, and tells how many events it has. */
    long store(Path history) throws IOException {
        return new History(json).read(history, engine::appendEvents);
    }

    /** Projects all that is stored into new tables, and tells how many nanoseconds that took. */
    long replay(Form form, int segments) throws Exception {
        tables.begin();
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(engine).build();
        try (Replay replay = new Replay(store, tokens, transactions, form, segments)) {
            return replay.run(engine.createHeadToken().position().orElseThrow());
        } finally {
            store.shutDown();
        }
    }

    /** What the projection says of each vendor. */
    Map<String, Tables.Racks> racks() {
        return tables.racks();
    }

    ObjectMapper json() {
        return json;
    }

    @Override
    public void close() {
        source.close();
    }
}
