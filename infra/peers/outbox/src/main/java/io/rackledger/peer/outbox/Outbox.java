package io.rackledger.peer.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Orders as rows, and events in an outbox: one statement, and one transaction, changes a row and adds the event. It is the
 * least that a service can do which keeps its state in a database and tells others of each change. Thread-safe.
 */
final class Outbox implements AutoCloseable {
    static final int ORDERS = 2_000;

    /** More don't make it faster on few cores. */
    private static final int CONNECTIONS = 64;

    private static final String REASON = "x".repeat(160);
    private static final String SCHEMA = """
            create table server_order (id text primary key, vendor text not null, version bigint not null);
            create table outbox (number bigserial primary key, order_id text not null, version bigint not null,
             type text not null, body jsonb not null, unique (order_id, version))
            """;
    private static final String SHIFT = """
            with shifted as (update server_order set vendor = ?, version = version + 1
              where id = ? and vendor = ? returning id, version)
            insert into outbox (order_id, version, type, body)
              select id, version, 'order-shifted-to-vendor', cast(? as jsonb) from shifted
            """;

    private final HikariDataSource source;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final AtomicIntegerArray shifted = new AtomicIntegerArray(ORDERS);
    private final AtomicLong refused = new AtomicLong();

    /** Creates the tables and the orders. */
    Outbox(String url) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        source = new HikariDataSource(config);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            statement.execute("insert into server_order select 'order-' || n, 'vendor-0', 0 from generate_series(0, "
                    + (ORDERS - 1) + ") n");
        }
    }

    /** An empty database beside this one. */
    void create(String database) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }

    /**
     * Throws unless a commit is on the disk before it is acknowledged.
     *
     * @throws IllegalStateException if it may not be
     */
    void demandFlushing() throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("show " + setting)) {
                rows.next();
                if (!rows.getString(1).equals("on")) {
                    throw new IllegalStateException("PostgreSQL runs with " + setting + " " + rows.getString(1));
                }
            }
        }
    }

    /** Shifts what is open of a random order. */
    CompletableFuture<Void> shift() {
        int order = ThreadLocalRandom.current().nextInt(ORDERS);
        int from = shifted.getAndIncrement(order) % 2;
        return CompletableFuture.runAsync(
                () -> shift("order-" + order, "vendor-" + from, "vendor-" + (1 - from)), threads);
    }

    /** Two on one order that were sent at the same moment may change places, and one changes nothing. */
    private void shift(String order, String from, String to) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(SHIFT)) {
            statement.setString(1, to);
            statement.setString(2, order);
            statement.setString(3, from);
            statement.setString(4, body(order, from, to));
            if (statement.executeUpdate() == 0) {
                refused.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /** As many bytes as ours has. */
    private static String body(String order, String from, String to) {
        return """
                {"order":"%s","buyer":"buyer","from":"%s","to":"%s","fromLot":"%s-lot","toLot":"%s-lot-2",\
                "measures":{"racks":100,"gpus":6400},"extent":{"allOpen":true},"reason":"%s"}""".formatted(order, from, to, order, order, REASON);
    }

    /** How many changed nothing. */
    long refused() {
        return refused.get();
    }

    /** How many events are in the outbox. */
    long events() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from outbox")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        source.close();
    }
}
