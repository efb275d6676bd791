package io.rackledger.web;

import io.rackledger.ledger.IndexSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a service finds its ledger, and to which hosts it answers.
 *
 * @param ledger        the ledger's name
 * @param allowedHosts  further host names that requests may carry
 * @param appendTimeout how long an append may take
 */
@ConfigurationProperties("rackledger")
public record LedgerProperties(
        @DefaultValue("main") String ledger,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("10s") Duration appendTimeout,
        @DefaultValue Index index,
        @DefaultValue Kafka kafka) {
    /**
     * Where the service's index of its ledger lies.
     *
     * @param file           of this service alone; in memory, if none is named
     * @param cacheMegabytes how much of the file to hold in memory
     */
    public record Index(
            @Nullable Path file, @DefaultValue("64") int cacheMegabytes) {
        public IndexSettings settings() {
            return new IndexSettings(file, cacheMegabytes);
        }
    }

    /**
     * How to reach Kafka.
     *
     * @param bootstrapServers of the cluster
     * @param topic            whose partition 0 is the ledger
     * @param replicas         of the topic where it is created; −1: as many as the brokers' default, at least three where there are
     *     three brokers
     * @param properties       further properties of Kafka's clients
     */
    public record Kafka(
            @DefaultValue("127.0.0.1:9092") String bootstrapServers,
            @DefaultValue("rackledger-ledger") String topic,
            @DefaultValue("-1") short replicas,
            @DefaultValue Map<String, String> properties) {}
}
