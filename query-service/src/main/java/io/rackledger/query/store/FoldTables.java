package io.rackledger.query.store;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Entity;
import io.rackledger.query.follow.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
    /** How many entities are made ready to be written at once; it bounds the memory that takes. */
    private static final int CHUNK = 1_000;

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

    private static String text(Tag key) {
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

    /**
     * Writes entities in the place of what was known of them.
     *
     * @param from where the generation stands; at the start nothing is known that would have to go
     */
    void write(String ledger, Fold<?> fold, Store.Position from, Map<Tag, Entity<?>> entities) {
        List<Map.Entry<Tag, Entity<?>>> all = List.copyOf(entities.entrySet());
        for (int begin = 0; begin < all.size(); begin += CHUNK) {
            List<Map.Entry<Tag, Entity<?>>> chunk = all.subList(begin, Math.min(all.size(), begin + CHUNK));
            if (from.size() > 0) {
                delete(ledger, fold, from.generation(), chunk);
            }
            insert(ledger, fold, from.generation(), chunk);
        }
    }

    private void delete(String ledger, Fold<?> fold, long generation, List<Map.Entry<Tag, Entity<?>>> entities) {
        List<Object[]> keys = entities.stream()
                .map(entry -> new Object[] {ledger, generation, text(entry.getKey())})
                .toList();
        jdbc.batchUpdate(
                "delete from " + name(fold) + "_rows where ledger = ? and generation = ? and entity = ?", keys);
        jdbc.batchUpdate(
                "delete from fold_state where ledger = ? and generation = ? and entity = ? and fold = '" + fold.name()
                        + "'",
                keys);
    }

    private void insert(String ledger, Fold<?> fold, long generation, List<Map.Entry<Tag, Entity<?>>> entities) {
        List<Written> written = entities.parallelStream()
                .filter(entry -> !entry.getValue().isGone())
                .map(entry -> written(ledger, fold, generation, entry))
                .toList();
        jdbc.batchUpdate(
                "insert into fold_state values (?, ?, ?, ?, ?, ?, ?)",
                written.stream().map(Written::state).toList());
        insertRows(fold, written.stream().flatMap(each -> each.rows().stream()).toList());
    }

    /** An entity as it stands in the tables. */
    private record Written(Object[] state, List<Object[]> rows) {}

    private Written written(String ledger, Fold<?> fold, long generation, Map.Entry<Tag, Entity<?>> entry) {
        String key = text(entry.getKey());
        Entity<?> entity = entry.getValue();
        EventOrder last = entity.last();
        Object[] state = {
            ledger,
            fold.name(),
            generation,
            key,
            StateJson.write(entity.state()),
            last.instant().atOffset(ZoneOffset.UTC),
            last.position()
        };
        return new Written(state, rows(fold, entity, List.of(ledger, generation, key)));
    }

    @SuppressWarnings("unchecked")
    private static <S> List<Object[]> rows(Fold<S> fold, Entity<?> entity, List<Object> key) {
        List<Object[]> rows = new ArrayList<>();
        int number = 0;
        for (List<Object> values : fold.rows((S) entity.state())) {
            List<Object> row = new ArrayList<>(key);
            row.add(number++);
            row.addAll(values);
            rows.add(row.toArray());
        }
        return rows;
    }

    private void insertRows(Fold<?> fold, List<Object[]> rows) {
        List<Column> columns = fold.columns();
        String marks = "?, ?, ?, ?" + ", ?".repeat(columns.size());
        jdbc.batchUpdate(
                "insert into " + name(fold) + "_rows values (" + marks + ")",
                rows,
                Math.max(1, rows.size()),
                (PreparedStatement statement, Object[] row) -> {
                    for (int i = 0; i < row.length; i++) {
                        set(
                                statement,
                                i + 1,
                                row[i],
                                i < 4 ? null : columns.get(i - 4).type());
                    }
                });
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value, Column.@Nullable Type type)
            throws SQLException {
        if (value != null) {
            statement.setObject(index, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
            return;
        }
        statement.setNull(
                index,
                switch (type) {
                    case TEXT -> Types.VARCHAR;
                    case COUNT -> Types.BIGINT;
                    case DECIMAL -> Types.DECIMAL;
                    case DATE -> Types.DATE;
                    case TIME -> Types.TIMESTAMP_WITH_TIMEZONE;
                    case FLAG -> Types.BOOLEAN;
                    case null -> Types.NULL;
                });
    }
}
