package io.rackledger.query.store;

import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Entity;
import io.rackledger.query.follow.Generations;
import io.rackledger.query.follow.PositionMovedException;
import io.rackledger.query.follow.Replay;
import io.rackledger.query.follow.ReplayState;
import io.rackledger.query.follow.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What replays build, in the tables of what is served, and the record of replays. Thread-safe. */
public final class SqlGenerations implements Generations {
    /** How many entities are written in one transaction. */
    private static final int PIECE = 200;

    private final JdbcTemplate jdbc;
    private final FoldTables tables;
    private final FoldWriter writer;
    private final TransactionTemplate transaction;
    private final TransactionTemplate another;
    private final JsonMapper json = WireJson.strict();

    public SqlGenerations(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.tables = new FoldTables(jdbc);
        this.writer = new FoldWriter(jdbc);
        this.transaction = transaction;
        this.another = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        this.another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
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

    /**
     * In pieces, each a transaction, the position last: H2 takes long over a large commit. Pieces have no entity in common,
     * so they are written at once, on connections of their own, while the transaction that moves the position holds it.
     * Where the process ends in between, entities know more than the position says, and what they know already is folded
     * without harm.
     */
    @Override
    public void write(String ledger, Step step) {
        step.changed().keySet().forEach(fold -> clearAtStart(ledger, fold, step.from(fold)));
        transaction.executeWithoutResult(status -> {
            move(ledger, step);
            step.changed().forEach((fold, entities) -> write(ledger, fold, step.from(fold), entities));
        });
    }

    private void clearAtStart(String ledger, Fold<?> fold, Store.Position from) {
        if (from.size() == 0) {
            transaction.executeWithoutResult(status -> {
                demand(fold, from, tables.move(ledger, fold, from, from, false));
                tables.clear(ledger, fold, from.generation());
            });
        }
    }

    /** Returns, or throws, once all pieces have ended. */
    private void write(String ledger, Fold<?> fold, Store.Position from, Map<Tag, Entity<?>> entities) {
        List<RuntimeException> failures = pieces(entities).parallelStream()
                .flatMap(piece -> failure(() -> writer.write(ledger, fold, from, piece)).stream())
                .toList();
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private Optional<RuntimeException> failure(Runnable piece) {
        try {
            another.executeWithoutResult(status -> piece.run());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** In the order of their keys, in which an index takes least. */
    private static List<Map<Tag, Entity<?>>> pieces(Map<Tag, Entity<?>> entities) {
        List<Map<Tag, Entity<?>>> pieces = new ArrayList<>();
        new TreeMap<>(entities).forEach((key, entity) -> {
            if (pieces.isEmpty() || pieces.getLast().size() == PIECE) {
                pieces.add(new LinkedHashMap<>());
            }
            pieces.getLast().put(key, entity);
        });
        return pieces;
    }

    private void move(String ledger, Step step) {
        step.from().forEach((fold, from) -> demand(fold, from, tables.move(ledger, fold, from, step.to(), false)));
    }

    private static void demand(Fold<?> fold, Store.Position from, boolean moved) {
        if (!moved) {
            throw new PositionMovedException("generation " + from.generation() + " of " + fold.name()
                    + " is no longer built from " + from.size());
        }
    }

    @Override
    public void swap(String ledger, Step step, Map<Fold<?>, Store.Position> instead, ReplayState from, Replay to) {
        transaction.executeWithoutResult(status -> {
            if (!change(ledger, from, to)) {
                throw new PositionMovedException("replay " + to.id() + " is no longer " + from);
            }
            move(ledger, step);
            step.changed().forEach((fold, entities) -> writer.write(ledger, fold, step.from(fold), entities));
            instead.forEach((fold, position) -> {
                long next = step.from(fold).generation();
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
