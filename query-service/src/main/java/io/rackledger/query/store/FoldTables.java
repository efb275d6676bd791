package io.rackledger.query.store;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Entity;
import io.rackledger.query.follow.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables of folds in H2 or PostgreSQL. Each fold has a table {@code <fold>_rows} with its typed columns, and a view
 * {@code <fold>} of the serving generation for whoever reads with SQL. Thread-safe; transactions are the caller's.
 */
final class FoldTables {
    private final JdbcTemplate jdbc;

    FoldTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void drop(Fold<?> fold) {
        jdbc.execute("drop view if exists " + name(fold));
        jdbc.execute("drop table if exists " + name(fold) + "_rows");
    }

    void create(Fold<?> fold) {
        String columns = fold.columns().stream()
                .map(column -> column.name() + " " + type(column.type()))
                .collect(Collectors.joining(", "));
        jdbc.execute("create table if not exists " + name(fold)
                + "_rows (ledger varchar(63) not null, generation bigint not null, entity varchar(200) not null,"
                + " row_number integer not null, " + columns
                + ", primary key (ledger, generation, entity, row_number))");
        String names =
                fold.columns().stream().map(column -> "r." + column.name()).collect(Collectors.joining(", "));
        jdbc.execute("create or replace view " + name(fold) + " as select r.ledger, r.entity, r.row_number, " + names
                + " from " + name(fold) + "_rows r join fold_position p on p.ledger = r.ledger and p.fold = '"
                + fold.name() + "' and p.generation = r.generation and p.serving");
    }

    static String name(Fold<?> fold) {
        return fold.name().replace('-', '_');
    }

    static String type(Column.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case COUNT -> "bigint";
            case DECIMAL -> "decimal(38, 12)";
            case DATE -> "date";
            case TIME -> "timestamp with time zone";
            case FLAG -> "boolean";
        };
    }

    /** A generation that knows nothing yet. */
    void start(String ledger, Fold<?> fold, long generation, boolean serving) {
        jdbc.update(
                "insert into fold_position (ledger, fold, generation, version, serving, next_position, commit_hash)"
                        + " values (?, ?, ?, ?, ?, 0, ?)",
                ledger,
                fold.name(),
                generation,
                fold.version(),
                serving,
                "0".repeat(64));
    }

    /** Moves a generation on, if it stands there and is served or isn't, as expected; whether it was moved. */
    boolean move(String ledger, Fold<?> fold, Store.Position from, Store.Position to, boolean serving) {
        int moved = jdbc.update(
                "update fold_position set next_position = ?, commit_hash = ? where ledger = ? and fold = ?"
                        + " and generation = ? and next_position = ? and commit_hash = ? and serving = ?",
                to.size(),
                to.hash(),
                ledger,
                fold.name(),
                from.generation(),
                from.size(),
                from.hash(),
                serving);
        return moved == 1;
    }

    /** Serves a generation instead of the one that stands there; whether that one did. */
    boolean point(String ledger, Fold<?> fold, Store.Position instead, long generation) {
        int left = jdbc.update(
                "update fold_position set serving = false where ledger = ? and fold = ? and generation = ?"
                        + " and next_position = ? and commit_hash = ? and serving",
                ledger,
                fold.name(),
                instead.generation(),
                instead.size(),
                instead.hash());
        int taken = jdbc.update(
                "update fold_position set serving = true where ledger = ? and fold = ? and generation = ?",
                ledger,
                fold.name(),
                generation);
        return left == 1 && taken == 1;
    }

    /** The generations that are not served. */
    List<Long> generations(String ledger, Fold<?> fold) {
        return jdbc.query(
                "select generation from fold_position where ledger = ? and fold = ? and not serving",
                (row, number) -> row.getLong(1),
                ledger,
                fold.name());
    }

    /** What a generation of a fold knows; null if there is none. */
    Store.@Nullable Held load(String ledger, Fold<?> fold, long generation) {
        List<Store.Position> found = jdbc.query(
                "select generation, next_position, commit_hash from fold_position"
                        + " where ledger = ? and fold = ? and generation = ?",
                (row, number) -> new Store.Position(row.getLong(1), row.getLong(2), row.getString(3)),
                ledger,
                fold.name(),
                generation);
        return found.isEmpty() ? null : new Store.Held(found.getFirst(), entities(ledger, fold, generation));
    }

    private Map<Tag, Entity<?>> entities(String ledger, Fold<?> fold, long generation) {
        Map<Tag, Entity<?>> entities = new HashMap<>();
        jdbc.query(
                "select entity, state, last_instant, last_position from fold_state"
                        + " where ledger = ? and fold = ? and generation = ?",
                row -> {
                    entities.put(tag(row.getString(1)), entity(fold, row));
                },
                ledger,
                fold.name(),
                generation);
        return entities;
    }

    private <S> Entity<S> entity(Fold<S> fold, ResultSet row) throws SQLException {
        return new Entity<>(
                StateJson.read(row.getBytes(2), fold.stateType()),
                new EventOrder(row.getObject(3, OffsetDateTime.class).toInstant(), row.getLong(4)));
    }

    static String text(Tag key) {
        return key.key() + ":" + key.value();
    }

    private static Tag tag(String text) {
        int colon = text.indexOf(':');
        return new Tag(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Forgets a generation. */
    void drop(String ledger, Fold<?> fold, long generation) {
        clear(ledger, fold, generation);
        jdbc.update(
                "delete from fold_position where ledger = ? and fold = ? and generation = ?",
                ledger,
                fold.name(),
                generation);
    }

    /** Forgets what a generation knows. */
    void clear(String ledger, Fold<?> fold, long generation) {
        jdbc.update("delete from " + name(fold) + "_rows where ledger = ? and generation = ?", ledger, generation);
        jdbc.update(
                "delete from fold_state where ledger = ? and fold = ? and generation = ?",
                ledger,
                fold.name(),
                generation);
    }
}
