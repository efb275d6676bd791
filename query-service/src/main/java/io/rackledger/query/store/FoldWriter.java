package io.rackledger.query.store;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Entity;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.Store;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes entities into the {@link FoldTables} of their folds. Thread-safe; transactions are the caller's. */
final class FoldWriter {
    /** How many entities are made ready to be written at once; it bounds the memory that takes. */
    private static final int CHUNK = 1_000;

    /** Ledger, generation, entity and number of a row. */
    private static final int KEY_COLUMNS = 4;

    private final JdbcTemplate jdbc;

    FoldWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
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

    /**
     * The same, where it is known what stands there: of such an entity only the rows that differ are written. An order of
     * which a lot shifts has many rows, and two of them change.
     */
    void update(String ledger, Fold<?> fold, Store.Position from, Image known, Map<Tag, Entity<?>> entities) {
        Map<Tag, Entity<?>> before = known.entitiesOf(fold);
        Map<Tag, Entity<?>> fresh = new LinkedHashMap<>(entities);
        fresh.keySet().removeAll(before.keySet());
        write(ledger, fold, from, fresh);
        List<Map.Entry<Tag, Entity<?>>> changed = entities.entrySet().stream()
                .filter(entry -> before.containsKey(entry.getKey()))
                .toList();
        for (int begin = 0; begin < changed.size(); begin += CHUNK) {
            List<Map.Entry<Tag, Entity<?>>> chunk = changed.subList(begin, Math.min(changed.size(), begin + CHUNK));
            List<Written> after = written(ledger, fold, from.generation(), chunk);
            List<Object[]> were = chunk.stream()
                    .flatMap(entry -> rows(
                            ledger,
                            fold,
                            from.generation(),
                            entry.getKey(),
                            Objects.requireNonNull(before.get(entry.getKey())))
                            .stream())
                    .toList();
            deleteStates(fold, keys(ledger, from.generation(), chunk));
            insertStates(after);
            replaceRows(fold, were, rows(after));
        }
    }

    private void replaceRows(Fold<?> fold, List<Object[]> before, List<Object[]> after) {
        Map<List<Object>, Object[]> stale = new LinkedHashMap<>();
        before.forEach(row -> stale.put(rowKey(row), row));
        List<Object[]> fresh = new ArrayList<>();
        for (Object[] row : after) {
            List<Object> key = rowKey(row);
            if (Arrays.equals(row, stale.get(key))) {
                stale.remove(key);
            } else {
                fresh.add(row);
            }
        }
        jdbc.batchUpdate(
                "delete from " + FoldTables.name(fold)
                        + "_rows where ledger = ? and generation = ? and entity = ? and row_number = ?",
                stale.keySet().stream().map(List::toArray).toList());
        insertRows(fold, fresh);
    }

    private static List<Object> rowKey(Object[] row) {
        return List.of(Arrays.copyOf(row, KEY_COLUMNS));
    }

    private void delete(String ledger, Fold<?> fold, long generation, List<Map.Entry<Tag, Entity<?>>> entities) {
        List<Object[]> keys = keys(ledger, generation, entities);
        jdbc.batchUpdate(
                "delete from " + FoldTables.name(fold) + "_rows where ledger = ? and generation = ? and entity = ?",
                keys);
        deleteStates(fold, keys);
    }

    private static List<Object[]> keys(String ledger, long generation, List<Map.Entry<Tag, Entity<?>>> entities) {
        return entities.stream()
                .map(entry -> new Object[] {ledger, generation, FoldTables.text(entry.getKey())})
                .toList();
    }

    private void deleteStates(Fold<?> fold, List<Object[]> keys) {
        jdbc.batchUpdate(
                "delete from fold_state where ledger = ? and generation = ? and entity = ? and fold = '" + fold.name()
                        + "'",
                keys);
    }

    private void insert(String ledger, Fold<?> fold, long generation, List<Map.Entry<Tag, Entity<?>>> entities) {
        List<Written> written = written(ledger, fold, generation, entities);
        insertStates(written);
        insertRows(fold, rows(written));
    }

    private void insertStates(List<Written> written) {
        jdbc.batchUpdate(
                "insert into fold_state values (?, ?, ?, ?, ?, ?, ?)",
                written.stream().map(Written::state).toList());
    }

    private static List<Object[]> rows(List<Written> written) {
        return written.stream().flatMap(each -> each.rows().stream()).toList();
    }

    private List<Written> written(
            String ledger, Fold<?> fold, long generation, List<Map.Entry<Tag, Entity<?>>> entities) {
        return entities.parallelStream()
                .filter(entry -> !entry.getValue().isGone())
                .map(entry -> written(ledger, fold, generation, entry))
                .toList();
    }

    /** An entity as it stands in the tables. */
    private record Written(Object[] state, List<Object[]> rows) {}

    private Written written(String ledger, Fold<?> fold, long generation, Map.Entry<Tag, Entity<?>> entry) {
        String key = FoldTables.text(entry.getKey());
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
        return new Written(state, rows(ledger, fold, generation, entry.getKey(), entity));
    }

    @SuppressWarnings("unchecked")
    private static <S> List<Object[]> rows(String ledger, Fold<S> fold, long generation, Tag tag, Entity<?> entity) {
        List<Object> key = List.of(ledger, generation, FoldTables.text(tag));
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
                "insert into " + FoldTables.name(fold) + "_rows values (" + marks + ")",
                rows,
                Math.max(1, rows.size()),
                (PreparedStatement statement, Object[] row) -> {
                    for (int i = 0; i < row.length; i++) {
                        set(
                                statement,
                                i + 1,
                                row[i],
                                i < KEY_COLUMNS
                                        ? null
                                        : columns.get(i - KEY_COLUMNS).type());
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
