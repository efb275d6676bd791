package io.rackledger.ledger.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an instance joins those that serve ledgers.
 *
 * @param bootstrapServers of Kafka
 * @param group            the consumer group of all instances that serve the same ledgers
 * @param self             this instance
 * @param topics           of the ledgers that it can serve
 * @param sessionTimeout   after which an instance that is silent counts as gone; brokers have a lower limit
 * @param clientProperties more properties for Kafka's client, such as security
 */
public record LedgerGroupConfig(
        String bootstrapServers,
        String group,
        Instance self,
        List<String> topics,
        Duration sessionTimeout,
        Map<String, Object> clientProperties) {
    public LedgerGroupConfig {
        topics = List.copyOf(topics);
        clientProperties = Map.copyOf(clientProperties);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("an instance joins for one ledger at least");
        }
    }
}
