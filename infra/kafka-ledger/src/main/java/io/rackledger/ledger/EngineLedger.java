package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A ledger whose engine is asked for all that doesn't depend on where the log is. Thread-safe, as the engine is. */
public abstract class EngineLedger implements Ledger {
    /** The engine, from the moment on at which the ledger can be used. */
    protected abstract EngineLoop engine();

    @Override
    public Anchor tip() {
        return engine().tip();
    }

    @Override
    public Anchor head() {
        return engine().head();
    }

    @Override
    public @Nullable List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        return engine().source(criteria, from, upTo);
    }

    @Override
    public List<StoredEvent> read(long from, int most) {
        return engine().read(from, most);
    }

    @Override
    public List<Commit> commits(int from, int most) {
        return engine().commits(from, most);
    }

    @Override
    public List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException {
        return engine().poll(from, most, limit);
    }

    @Override
    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        return engine().append(entries, condition, taken);
    }

    @Override
    public CompletableFuture<Outcome> acknowledged(Anchor tip) {
        return engine().acknowledged(tip);
    }

    @Override
    public Runnable onAdvance(Runnable callback) {
        return engine().onAdvance(callback);
    }
}
