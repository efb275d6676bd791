package io.rackledger.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.deploy.ComposeFile.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the compose file promises: no acknowledged commit is lost with one broker, and nobody outside gets in. */
class ComposeFileTest {
    private ComposeFile compose;

    @BeforeEach
    void read() throws IOException {
        compose = ComposeFile.read();
    }

    @Test
    void there_are_three_brokers_a_database_and_the_two_services() {
        assertThat(compose.services())
                .containsOnlyKeys(
                        "kafka-1",
                        "kafka-2",
                        "kafka-3",
                        "postgres",
                        "command-service",
                        "command-service-2",
                        "query-service");
        assertThat(compose.brokers())
                .allSatisfy(broker -> assertThat(broker.fields()).containsEntry("image", "apache/kafka:4.2.1"));
        assertThat(compose.services().get("postgres").fields()).containsEntry("image", "postgres:18");
    }

    @Test
    void an_acknowledged_commit_survives_the_loss_of_any_one_broker() {
        assertOnEveryBroker(Map.of(
                "KAFKA_DEFAULT_REPLICATION_FACTOR", "3",
                "KAFKA_MIN_INSYNC_REPLICAS", "2",
                "KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE", "false",
                "KAFKA_BROKER_SESSION_TIMEOUT_MS", "3000",
                "KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "500",
                "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3",
                "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "3",
                "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2",
                "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "3",
                "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "2"));
    }

    @Test
    void no_replication_asks_for_more_brokers_than_there_are_and_one_may_always_be_missing() {
        int brokers = compose.brokers().size();

        assertThat(compose.brokers()).allSatisfy(broker -> {
            assertThat(numbers(broker, "REPLICATION_FACTOR")).hasSize(4).containsOnly(brokers);
            assertThat(Stream.concat(numbers(broker, "MIN_ISR").stream(), numbers(broker, "INSYNC_REPLICAS").stream()))
                    .hasSize(3)
                    .allSatisfy(least -> assertThat(least).isBetween(2, brokers - 1));
        });
    }

    @Test
    void a_ledger_is_made_on_purpose_and_kept_for_ever() {
        assertOnEveryBroker(Map.of(
                "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                "KAFKA_LOG_RETENTION_MS", "-1",
                "KAFKA_LOG_RETENTION_BYTES", "-1",
                "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000"));
    }

    @Test
    void brokers_differ_only_in_who_they_are_and_each_votes_under_its_own_name() {
        List<Service> brokers = compose.brokers();
        String voters = String.join(
                ",",
                brokers.stream()
                        .map(broker -> broker.environment("KAFKA_NODE_ID") + "@" + broker.name() + ":29093")
                        .toList());

        assertOnEveryBroker(Map.of(
                "KAFKA_PROCESS_ROLES", "broker,controller",
                "KAFKA_CONTROLLER_QUORUM_VOTERS", voters,
                "KAFKA_LOG_DIRS", "/var/lib/kafka/data"));
        assertThat(brokers)
                .extracting(broker -> broker.environment("KAFKA_NODE_ID"))
                .doesNotHaveDuplicates();
        assertThat(brokers)
                .extracting(broker -> broker.environment("CLUSTER_ID"))
                .containsOnly("cmFja2xlZGdlci1jb21wbw");
        assertThat(brokers).allSatisfy(broker -> {
            String port = broker.list("ports").getFirst().split(":")[1];
            assertThat(broker.environment("KAFKA_ADVERTISED_LISTENERS"))
                    .isEqualTo("INTERNAL://" + broker.name() + ":19092,HOST://localhost:" + port);
            assertThat(broker.environment("KAFKA_LISTENERS"))
                    .isEqualTo("CONTROLLER://:29093,INTERNAL://:19092,HOST://:" + port);
        });
    }

    @Test
    void every_port_is_published_on_the_loopback_address_only_and_once() {
        List<String> ports = compose.services().values().stream()
                .flatMap(service -> service.list("ports").stream())
                .toList();

        assertThat(ports)
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:(\\d+):\\1"));
    }

    @Test
    void every_service_has_a_health_check_and_waits_until_what_it_needs_is_healthy() {
        assertThat(compose.services().values())
                .allSatisfy(service ->
                        assertThat(service.map("healthcheck")).containsKeys("test", "interval", "timeout", "retries"));
        assertThat(needsOf("command-service")).containsOnlyKeys("kafka-1", "kafka-2", "kafka-3");
        assertThat(needsOf("command-service-2")).isEqualTo(needsOf("command-service"));
        assertThat(needsOf("query-service"))
                .containsOnlyKeys("kafka-1", "kafka-2", "kafka-3", "postgres", "command-service");
        assertThat(Stream.of("command-service", "query-service").flatMap(name -> needsOf(name).values().stream()))
                .containsOnly(Map.of("condition", "service_healthy"));
    }

    @Test
    void what_must_last_is_on_a_named_volume_of_its_own() {
        List<String> mounts = compose.services().values().stream()
                .flatMap(service -> service.list("volumes").stream())
                .toList();

        assertThat(mounts)
                .containsExactlyInAnyOrder(
                        "kafka-1:/var/lib/kafka/data",
                        "kafka-2:/var/lib/kafka/data",
                        "kafka-3:/var/lib/kafka/data",
                        "postgres:/var/lib/postgresql",
                        "command-service:/var/lib/rackledger",
                        "command-service-2:/var/lib/rackledger",
                        "query-service:/var/lib/rackledger");
        assertThat(compose.volumes())
                .containsExactlyInAnyOrderElementsOf(
                        mounts.stream().map(mount -> mount.split(":")[0]).toList());
    }

    @Test
    void the_services_find_the_brokers_the_database_and_each_other() {
        String bootstrap = String.join(
                ",",
                compose.brokers().stream()
                        .map(broker -> broker.name() + ":19092")
                        .toList());
        Service query = compose.services().get("query-service");
        Service postgres = compose.services().get("postgres");

        assertThat(List.of(
                        query,
                        compose.services().get("command-service"),
                        compose.services().get("command-service-2")))
                .allSatisfy(service -> {
                    assertThat(service.environment("RACKLEDGER_KAFKA_BOOTSTRAP_SERVERS"))
                            .isEqualTo(bootstrap);
                    assertThat(service.environment("RACKLEDGER_BIND_ADDRESS")).isEqualTo("0.0.0.0");
                    assertThat(service.environment("SERVER_ADDRESS")).isEqualTo("0.0.0.0");
                    assertThat(service.environment("RACKLEDGER_ALLOWED_HOSTS")).isEqualTo(service.name());
                });
        assertThat(query.environment("RACKLEDGER_COMMAND_SERVICE")).isEqualTo("http://command-service:8081");
        assertThat(query.environment("SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://postgres:5432/" + postgres.environment("POSTGRES_DB"));
        assertThat(query.environment("SPRING_DATASOURCE_USERNAME")).isEqualTo(postgres.environment("POSTGRES_USER"));
        assertThat(query.environment("SPRING_DATASOURCE_PASSWORD"))
                .isEqualTo(postgres.environment("POSTGRES_PASSWORD"));
    }

    @Test
    void the_command_services_are_instances_of_one_and_each_says_where_it_is_reached() {
        assertThat(Stream.of("command-service", "command-service-2"))
                .map(name -> compose.services().get(name))
                .allSatisfy(service -> {
                    String port = service.list("ports").getFirst().split(":")[1];
                    assertThat(service.environment("RACKLEDGER_INSTANCES_ENABLED"))
                            .isEqualTo("true");
                    assertThat(service.environment("RACKLEDGER_INSTANCES_ADDRESS"))
                            .isEqualTo("http://" + service.name() + ":" + port);
                    assertThat(service.map("healthcheck").get("test")).isEqualTo(List.of("CMD", "/app/healthy", port));
                });
    }

    @Test
    void what_is_built_exists_runs_on_java_25_and_not_as_root() {
        assertThat(Stream.of("command-service", "query-service")).allSatisfy(name -> {
            Service service = compose.services().get(name);
            Path context =
                    ComposeFile.ROOT.resolve((String) service.map("build").get("context"));
            Path dockerfile = context.resolve((String) service.map("build").get("dockerfile"));
            List<String> lines = Files.readAllLines(dockerfile);

            assertThat(context.resolve(name)).isDirectory();
            assertThat(lines).contains("FROM eclipse-temurin:25-jre", "USER rackledger");
            assertThat(lines).anyMatch(line -> line.startsWith("COPY " + name + "/target/*-exec.jar "));
            assertThat(sources(lines))
                    .allSatisfy(source -> assertThat(Path.of(dockerfile + ".dockerignore"))
                            .content()
                            .contains("!" + source));
            assertThat(context.resolve("infra/deploy/healthy.sh")).isExecutable();
        });
    }

    /** What a Dockerfile copies from its context. */
    private static List<String> sources(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("COPY "))
                .map(line -> Arrays.stream(line.split(" "))
                        .skip(1)
                        .filter(word -> !word.startsWith("--"))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private void assertOnEveryBroker(Map<String, String> settings) {
        assertThat(compose.brokers())
                .hasSize(3)
                .allSatisfy(broker -> assertThat(broker.map("environment")).containsAllEntriesOf(settings));
    }

    private Map<String, Object> needsOf(String service) {
        return compose.services().get(service).map("depends_on");
    }

    private static List<Integer> numbers(Service broker, String ending) {
        return broker.map("environment").entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ending))
                .map(entry -> Integer.valueOf((String) entry.getValue()))
                .toList();
    }
}
