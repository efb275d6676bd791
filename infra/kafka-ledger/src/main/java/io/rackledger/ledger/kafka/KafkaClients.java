package io.rackledger.ledger.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka's clients for a ledger. What is wrong with their settings by itself is said at once; what may be right
 * later, such as a host without an address or a key that is not there yet, when a client is made. Thread-safe.
 */
final class KafkaClients {
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern ADDRESS = Pattern.compile("\\s*\\S+:\\d{1,5}\\s*");
    private static final int SHORTEST_DELIVERY_MILLIS = 2_000;

    /** What comes while a request is under way goes with the next one: fewer and fuller ones, for less work of all. */
    private static final int REQUESTS_IN_FLIGHT = 1;

    private final KafkaLedgerConfig config;

    /** @throws LedgerUnavailableException if a setting can never work */
    KafkaClients(KafkaLedgerConfig config) {
        this.config = config;
        checkNames();
        checkSettings();
    }

    private void checkNames() {
        if (!TOPIC.matcher(config.topic()).matches() || config.topic().matches("\\.{1,2}")) {
            throw new LedgerUnavailableException("'" + config.topic() + "' can't be the name of a topic", null);
        }
        for (String address : config.bootstrapServers().split(",", -1)) {
            if (!ADDRESS.matcher(address).matches()) {
                throw new LedgerUnavailableException(
                        "bootstrap servers '" + config.bootstrapServers() + "': '" + address + "' is not HOST:PORT",
                        null);
            }
        }
    }

    private void checkSettings() {
        Object transactions = config.clientProperties().get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        if (transactions != null) {
            throw new LedgerUnavailableException(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG + "=" + transactions
                            + " can't be set: a ledger is written without transactions",
                    null);
        }
        try {
            new AdminClientConfig(adminProperties());
            new ConsumerConfig(consumerProperties());
            if (config.writes()) {
                new ProducerConfig(producerProperties());
            }
        } catch (ConfigException e) {
            throw new LedgerUnavailableException("the settings of Kafka's clients can't work: " + Trouble.told(e), e);
        }
    }

    /** @throws LedgerUnavailableException if it can't be made now, as with the others */
    Admin admin() {
        return made("admin client", () -> Admin.create(adminProperties()));
    }

    Consumer<byte[], byte[]> consumer() {
        return made("consumer", () -> new KafkaConsumer<>(consumerProperties()));
    }

    Producer<byte[], byte[]> producer() {
        return made("producer", () -> new KafkaProducer<>(producerProperties()));
    }

    /** What the constructors throw, where files, host names or log-in modules are missing, is of all kinds. */
    private <T> T made(String client, Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (RuntimeException e) {
            throw new LedgerUnavailableException(
                    "Kafka's " + client + " for " + config.bootstrapServers() + " can't be made: " + Trouble.told(e),
                    e);
        }
    }

    private Map<String, Object> properties(String role) {
        Map<String, Object> properties = new HashMap<>(config.clientProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "ledger-" + config.ledger() + "-" + role);
        return properties;
    }

    /** While no broker answers, an admin client that goes back to the bootstrap servers does so without a pause. */
    private Map<String, Object> adminProperties() {
        Map<String, Object> properties = properties("admin");
        properties.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        return properties;
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = properties(config.writes() ? "writer-tail" : "reader");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        return properties;
    }

    private Map<String, Object> producerProperties() {
        Map<String, Object> properties = properties("writer");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, REQUESTS_IN_FLIGHT);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.settings().mostRecordBytes() + (1 << 20));
        long delivery =
                Math.max(SHORTEST_DELIVERY_MILLIS, config.appendTimeout().toMillis() * 3 / 4);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (delivery / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery / 2);
        return properties;
    }
}
