package io.rackledger.query.store;

import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Entity;
import io.rackledger.query.follow.PositionMovedException;
import io.rackledger.query.follow.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Folds in H2 or PostgreSQL. Each fold has a table {@code <fold>_rows} with its typed columns, and a view {@code <fold>}
 * of the serving generation for whoever reads with SQL.
 */
public final class SqlStore implements Store {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json = WireJson.strict();

    public SqlStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void prepare(String ledger, Collection<Fold<?>> folds) {
        transaction.executeWithoutResult(status -> folds.forEach(fold -> prepare(ledger, fold)));
    }

    private void prepare(String ledger, Fold<?> fold) {
        List<Integer> versions = jdbc.query(
                "select version from fold_position where ledger = ? and fold = ? and serving",
                (row, number) -> row.getInt(1),
                ledger,
                fold.name());
        if (!versions.isEmpty() && versions.getFirst() != fold.version()) {
            drop(fold);
            jdbc.update("delete from fold_position where ledger = ? and fold = ?", ledger, fold.name());
            jdbc.update("delete from fold_state where ledger = ? and fold = ?", ledger, fold.name());
            versions = List.of();
        }
        create(fold);
        if (versions.isEmpty()) {
            jdbc.update(
                    "insert into fold_position (ledger, fold, generation, version, serving, next_position, commit_hash)"
                            + " values (?, ?, 1, ?, true, 0, ?)",
                    ledger,
                    fold.name(),
                    fold.version(),
                    "0".repeat(64));
        }
    }

    private void drop(Fold<?> fold) {
        jdbc.execute("drop view if exists " + name(fold));
        jdbc.execute("drop table if exists " + name(fold) + "_rows");
    }

    private void create(Fold<?> fold) {
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

    private static String name(Fold<?> fold) {
        return fold.name().replace('-', '_');
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case COUNT -> "bigint";
            case DECIMAL -> "decimal(38, 12)";
            case DATE -> "date";
            case TIME -> "timestamp with time zone";
            case FLAG -> "boolean";
        };
    }

    @Override
    public @Nullable Position position(String ledger, Fold<?> fold) {
        List<Position> found = jdbc.query(
                "select generation, next_position, commit_hash from fold_position"
                        + " where ledger = ? and fold = ? and serving",
                (row, number) -> new Position(row.getLong(1), row.getLong(2), row.getString(3)),
                ledger,
                fold.name());
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public <S> Map<Tag, Entity<S>> load(String ledger, Fold<S> fold) {
        Map<Tag, Entity<S>> entities = new HashMap<>();
        jdbc.query(
                "select s.entity, s.state, s.last_instant, s.last_position from fold_state s"
                        + " join fold_position p on p.ledger = s.ledger and p.fold = s.fold"
                        + " and p.generation = s.generation and p.serving where s.ledger = ? and s.fold = ?",
                row -> {
                    entities.put(tag(row.getString(1)), entity(fold, row));
                },
                ledger,
                fold.name());
        return entities;
    }

    private <S> Entity<S> entity(Fold<S> fold, ResultSet row) throws SQLException {
        return new Entity<>(
                json.readValue(row.getString(2), fold.stateType()),
                new EventOrder(row.getObject(3, OffsetDateTime.class).toInstant(), row.getLong(4)));
    }

    private static String text(Tag key) {
        return key.key() + ":" + key.value();
    }

    private static Tag tag(String text) {
        int colon = text.indexOf(':');
        return new Tag(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public void write(
            String ledger, Map<Fold<?>, Position> from, Position to, Map<Fold<?>, Map<Tag, Entity<?>>> changed) {
        transaction.executeWithoutResult(status -> {
            from.forEach((fold, position) -> move(ledger, fold, position, to));
            changed.forEach((fold, entities) -> {
                if (!entities.isEmpty()) {
                    write(ledger, fold, from.get(fold), entities);
                }
            });
        });
    }

    private void move(String ledger, Fold<?> fold, Position from, Position to) {
        int moved = jdbc.update(
                "update fold_position set next_position = ?, commit_hash = ?"
                        + " where ledger = ? and fold = ? and generation = ? and next_position = ? and commit_hash = ?",
                to.size(),
                to.hash(),
                ledger,
                fold.name(),
                from.generation(),
                from.size(),
                from.hash());
        if (moved != 1) {
            throw new PositionMovedException(fold.name() + " is no longer at " + from.size());
        }
    }

    private void write(String ledger, Fold<?> fold, @Nullable Position position, Map<Tag, Entity<?>> entities) {
        long generation = position == null ? 1 : position.generation();
        List<Object[]> keys = new ArrayList<>();
        List<Object[]> states = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        entities.forEach((key, entity) -> {
            keys.add(new Object[] {ledger, generation, text(key)});
            if (entity.isGone()) {
                return;
            }
            EventOrder last = entity.last();
            states.add(new Object[] {
                ledger,
                fold.name(),
                generation,
                text(key),
                json.writeValueAsString(entity.state()),
                last.instant().atOffset(ZoneOffset.UTC),
                last.position()
            });
            rows(fold, entity, List.of(ledger, generation, text(key)), rows);
        });
        String table = name(fold) + "_rows";
        jdbc.batchUpdate("delete from " + table + " where ledger = ? and generation = ? and entity = ?", keys);
        jdbc.batchUpdate(
                "delete from fold_state where ledger = ? and generation = ? and entity = ? and fold = '" + fold.name()
                        + "'",
                keys);
        jdbc.batchUpdate("insert into fold_state values (?, ?, ?, ?, ?, ?, ?)", states);
        insertRows(table, fold, rows);
    }

    @SuppressWarnings("unchecked")
    private static <S> void rows(Fold<S> fold, Entity<?> entity, List<Object> key, List<Object[]> rows) {
        int number = 0;
        for (List<Object> values : fold.rows((S) entity.state())) {
            List<Object> row = new ArrayList<>(key);
            row.add(number++);
            row.addAll(values);
            rows.add(row.toArray());
        }
    }

    private void insertRows(String table, Fold<?> fold, List<Object[]> rows) {
        List<Column> columns = fold.columns();
        String marks = "?, ?, ?, ?" + ", ?".repeat(columns.size());
        jdbc.batchUpdate(
                "insert into " + table + " values (" + marks + ")",
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
