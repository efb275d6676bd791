package io.rackledger.ledger.kafka;

import io.rackledger.ledger.IndexSettings;
import io.rackledger.ledger.LedgerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach a ledger.
 *
 * @param bootstrapServers  of Kafka
 * @param topic             whose partition 0 is the ledger
 * @param ledger            the ledger's name, which its genesis carries
 * @param writes            whether to write, or only to read
 * @param replicas          of the topic, if it is created; −1 for the brokers' default, and at least three where there are three
 * @param appendTimeout     how long an append may take before its sender is told that the outcome is unknown
 * @param settings          of the engine
 * @param index             where its index lies
 * @param clientProperties  more properties for all Kafka clients, such as security
 */
public record KafkaLedgerConfig(
        String bootstrapServers,
        String topic,
        String ledger,
        boolean writes,
        short replicas,
        Duration appendTimeout,
        LedgerSettings settings,
        IndexSettings index,
        Map<String, Object> clientProperties) {
    private static final Duration APPEND_TIMEOUT = Duration.ofSeconds(10);

    public KafkaLedgerConfig {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** The defaults, for a writer. */
    public static KafkaLedgerConfig writer(String bootstrapServers, String topic, String ledger) {
        return of(bootstrapServers, topic, ledger, true);
    }

    /** The defaults, for a reader. */
    public static KafkaLedgerConfig reader(String bootstrapServers, String topic, String ledger) {
        return of(bootstrapServers, topic, ledger, false);
    }

    private static KafkaLedgerConfig of(String bootstrapServers, String topic, String ledger, boolean writes) {
        return new KafkaLedgerConfig(
                bootstrapServers,
                topic,
                ledger,
                writes,
                (short) -1,
                APPEND_TIMEOUT,
                LedgerSettings.DEFAULT,
                IndexSettings.IN_MEMORY,
                Map.of());
    }

    /** The same with its index in that file. */
    public KafkaLedgerConfig withIndex(Path file) {
        return new KafkaLedgerConfig(
                bootstrapServers,
                topic,
                ledger,
                writes,
                replicas,
                appendTimeout,
                settings,
                IndexSettings.in(file),
                clientProperties);
    }
}
