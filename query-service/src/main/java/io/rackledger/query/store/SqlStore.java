package io.rackledger.query.store;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Entity;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.PositionMovedException;
import io.rackledger.query.follow.Store;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is served, in H2 or PostgreSQL. Thread-safe. */
public final class SqlStore implements Store {
    private final JdbcTemplate jdbc;
    private final FoldTables tables;
    private final FoldWriter writer;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;

    public SqlStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.tables = new FoldTables(jdbc);
        this.writer = new FoldWriter(jdbc);
        this.transaction = transaction;
        this.snapshot = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
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
            tables.drop(fold);
            jdbc.update("delete from fold_position where ledger = ? and fold = ?", ledger, fold.name());
            jdbc.update("delete from fold_state where ledger = ? and fold = ?", ledger, fold.name());
            versions = List.of();
        }
        tables.create(fold);
        if (versions.isEmpty()) {
            tables.start(ledger, fold, 1, true);
        }
    }

    @Override
    public Map<Fold<?>, Held> load(String ledger, Collection<Fold<?>> folds) {
        Map<Fold<?>, Held> loaded = new LinkedHashMap<>();
        snapshot.executeWithoutResult(status -> {
            for (Fold<?> fold : folds) {
                Long generation = serving(ledger, fold);
                Held held = generation == null ? null : tables.load(ledger, fold, generation);
                if (held != null) {
                    loaded.put(fold, held);
                }
            }
        });
        return loaded;
    }

    private @Nullable Long serving(String ledger, Fold<?> fold) {
        List<Long> found = jdbc.query(
                "select generation from fold_position where ledger = ? and fold = ? and serving",
                (row, number) -> row.getLong(1),
                ledger,
                fold.name());
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void write(
            String ledger,
            Map<Fold<?>, Position> from,
            Position to,
            Image known,
            Map<Fold<?>, Map<Tag, Entity<?>>> changed) {
        transaction.executeWithoutResult(status -> {
            from.forEach((fold, position) -> {
                if (!tables.move(ledger, fold, position, to, true)) {
                    throw new PositionMovedException(fold.name() + " is no longer served from " + position.size());
                }
            });
            from.forEach((fold, position) ->
                    writer.update(ledger, fold, position, known, changed.getOrDefault(fold, Map.of())));
        });
    }
}
