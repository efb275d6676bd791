package io.rackledger.ledger.axon;

import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The same suite, where the index lies in a file. */
class LedgerEventStorageEngineOnFileTest extends LedgerEventStorageEngineTest {
    @TempDir
    static Path indexes;

    @Override
    KafkaLedgerConfig config(KafkaLedgerConfig writer) {
        return writer.withIndex(indexes.resolve("suite"));
    }
}
