package io.rackledger.ledger.axon;

import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Axon's own suite for storage engines, against a ledger on a real broker. */
class LedgerEventStorageEngineTest extends StorageEngineTestSuite<LedgerEventStorageEngine> {
    @TempDir
    static Path directory;

    private @Nullable EmbeddedBroker broker;
    private @Nullable KafkaLedger ledger;

    @Override
    protected LedgerEventStorageEngine buildStorageEngine() throws Exception {
        broker = EmbeddedBroker.start(directory);
        KafkaLedger opened = KafkaLedger.open(
                config(KafkaLedgerConfig.writer(broker.bootstrapServers(), "suite", "suite")), LedgerObserver.NONE);
        ledger = opened;
        await().atMost(Duration.ofSeconds(30)).until(() -> opened.status().state() == Ledger.State.WRITING);
        return new LedgerEventStorageEngine(opened);
    }

    KafkaLedgerConfig config(KafkaLedgerConfig writer) {
        return writer;
    }

    @Override
    protected @Nullable ProcessingContext processingContext() {
        return null;
    }

    @AfterAll
    void close() {
        if (ledger != null) {
            ledger.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
