package io.rackledger.query.store;

import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Generations;
import io.rackledger.query.follow.PositionMovedException;
import io.rackledger.query.follow.Replay;
import io.rackledger.query.follow.ReplayState;
import io.rackledger.query.follow.Store;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What replays build, in the tables of what is served, and the record of replays. Thread-safe. */
public final class SqlGenerations implements Generations {
    private final JdbcTemplate jdbc;
    private final FoldTables tables;
    private final TransactionTemplate transaction;
    private final JsonMapper json = WireJson.strict();

    public SqlGenerations(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.tables = new FoldTables(jdbc);
        this.transaction = transaction;
    }

    @Override
    public List<Replay> replays(String ledger) {
        return jdbc.query(
                "select replay from replay where ledger = ? order by generation",
                (row, number) -> json.readValue(row.getString(1), Replay.class),
                ledger);
    }

    @Override
    public long unused(String ledger) {
        Long latest = jdbc.queryForObject(
                "select greatest((select coalesce(max(generation), 1) from fold_position where ledger = ?),"
                        + " (select coalesce(max(generation), 1) from replay where ledger = ?))",
                Long.class,
                ledger,
                ledger);
        return (latest == null ? 1 : latest) + 1;
    }

    @Override
    public boolean begin(String ledger, Replay replay, Collection<Fold<?>> folds) {
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.update(
                        "insert into replay (ledger, generation, state, replay) values (?, ?, ?, ?)",
                        ledger,
                        replay.id(),
                        replay.state().name(),
                        json.writeValueAsString(replay));
                folds.forEach(fold -> tables.start(ledger, fold, replay.id(), false));
            });
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public boolean change(String ledger, ReplayState from, Replay to) {
        int changed = jdbc.update(
                "update replay set state = ?, replay = ? where ledger = ? and generation = ? and state = ?",
                to.state().name(),
                json.writeValueAsString(to),
                ledger,
                to.id(),
                from.name());
        return changed == 1;
    }

    @Override
    public Map<Fold<?>, Store.Held> load(String ledger, Map<Fold<?>, Long> generations) {
        Map<Fold<?>, Store.Held> loaded = new LinkedHashMap<>();
        transaction.executeWithoutResult(status -> generations.forEach((fold, generation) -> {
            Store.Held held = tables.load(ledger, fold, generation);
            if (held != null) {
                loaded.put(fold, held);
            }
        }));
        return loaded;
    }

    @Override
    public void write(String ledger, Step step) {
        transaction.executeWithoutResult(status -> advance(ledger, step));
    }

    private void advance(String ledger, Step step) {
        step.from().forEach((fold, position) -> {
            if (!tables.move(ledger, fold, position, step.to(), false)) {
                throw new PositionMovedException("generation " + position.generation() + " of " + fold.name()
                        + " is no longer built from " + position.size());
            }
        });
        step.changed()
                .forEach((fold, entities) ->
                        tables.write(ledger, fold, step.from().get(fold).generation(), entities));
    }

    @Override
    public void swap(
            String ledger, Step step, Map<Fold<?>, Store.Position> instead, ReplayState from, Replay to) {
        transaction.executeWithoutResult(status -> {
            if (!change(ledger, from, to)) {
                throw new PositionMovedException("replay " + to.id() + " is no longer " + from);
            }
            advance(ledger, step);
            instead.forEach((fold, position) -> {
                long next = step.from().get(fold).generation();
                if (!tables.point(ledger, fold, position, next)) {
                    throw new PositionMovedException(fold.name() + " is no longer served from " + position.size());
                }
            });
        });
    }

    @Override
    public void drop(String ledger, Fold<?> fold, long upTo, Set<Long> but) {
        transaction.executeWithoutResult(status -> tables.generations(ledger, fold).stream()
                .filter(generation -> generation <= upTo && !but.contains(generation))
                .forEach(generation -> tables.drop(ledger, fold, generation)));
    }
}
