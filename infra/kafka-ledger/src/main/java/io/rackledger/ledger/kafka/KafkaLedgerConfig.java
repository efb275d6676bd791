package io.rackledger.ledger.kafka;

import io.rackledger.ledger.LedgerSettings;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach a ledger.
 *
 * @param bootstrapServers  of Kafka
 * @param topic             whose partition 0 is the ledger
 * @param ledger            the ledger's name, which its genesis carries
 * @param writes            whether to write, or only to read
 * @param replicas          of the topic, if it is created; −1 for the broker's default
 * @param appendTimeout     how long an append may take before its sender is told that the outcome is unknown
 * @param settings          of the engine
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
        Map<String, Object> clientProperties) {
    private static final Duration APPEND_TIMEOUT = Duration.ofSeconds(10);

    public KafkaLedgerConfig {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** The defaults, for a writer. */
    public static KafkaLedgerConfig writer(String bootstrapServers, String topic, String ledger) {
        return new KafkaLedgerConfig(
                bootstrapServers, topic, ledger, true, (short) -1, APPEND_TIMEOUT, LedgerSettings.DEFAULT, Map.of());
    }

    /** The defaults, for a reader. */
    public static KafkaLedgerConfig reader(String bootstrapServers, String topic, String ledger) {
        return new KafkaLedgerConfig(
                bootstrapServers, topic, ledger, false, (short) -1, APPEND_TIMEOUT, LedgerSettings.DEFAULT, Map.of());
    }
}
