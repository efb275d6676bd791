package io.rackledger.bench;

import io.rackledger.ledger.EngineLedger;
import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.IndexSettings;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.LedgerSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The engine with Kafka taken out: whatever it sends is in the log at once. Shows what all else takes, the index too. */
final class InstantLedger extends EngineLedger {
    private static final String NAME = "main";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final EngineLoop engine;
    private long offset;

    InstantLedger(Path index) {
        engine = new EngineLoop(
                NAME,
                true,
                LedgerSettings.DEFAULT,
                IndexSettings.in(index),
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
    protected EngineLoop engine() {
        return engine;
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
