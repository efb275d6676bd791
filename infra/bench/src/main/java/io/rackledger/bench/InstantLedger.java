package io.rackledger.bench;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.IndexSettings;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.LedgerSettings;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The engine with Kafka taken out: whatever it sends is in the log at once. Shows what all else takes. */
final class InstantLedger implements Ledger {
    private static final String NAME = "main";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final EngineLoop engine;
    private long offset;

    InstantLedger() {
        engine = new EngineLoop(
                NAME,
                true,
                LedgerSettings.DEFAULT,
                IndexSettings.IN_MEMORY,
                LIMIT,
                new EngineLoop.Log() {
                    @Override
                    public void send(long sendId, byte[] value) {
                        echo(value);
                    }

                    @Override
                    public void abandonSends() {
                        // None has no result yet.
                    }
                },
                LedgerObserver.NONE,
                Clock.systemUTC(),
                new SecureRandom(),
                executor);
        engine.start();
        engine.caughtUp();
    }

    private void echo(byte[] value) {
        engine.records(new long[] {offset++}, new byte[][] {value}, () -> {});
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Anchor tip() {
        return engine.tip();
    }

    @Override
    public Anchor head() {
        return engine.head();
    }

    @Override
    public @Nullable List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        return engine.source(criteria, from, upTo);
    }

    @Override
    public List<StoredEvent> read(long from, int most) {
        return engine.read(from, most);
    }

    @Override
    public List<Commit> commits(int from, int most) {
        return engine.commits(from, most);
    }

    @Override
    public List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException {
        return engine.poll(from, most, limit);
    }

    @Override
    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        return engine.append(entries, condition, taken);
    }

    @Override
    public CompletableFuture<Outcome> acknowledged(Anchor tip) {
        return engine.acknowledged(tip);
    }

    @Override
    public Runnable onAdvance(Runnable callback) {
        return engine.onAdvance(callback);
    }

    @Override
    public Status status() {
        return new Status(engine.state(), true, engine.stoppedBecause(), 0);
    }

    @Override
    public void close() {
        try {
            engine.close(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
    }
}
