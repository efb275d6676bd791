package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.quickstart.chaos.ViewsProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of three brokers with the settings of the compose file, of which one is late: the ledger is made when it can
 * be on all three. The one that leads the ledger is killed, again and
 * again; {@code -Drackledger.broker-kills} says how often.
 */
class ThreeBrokersIT {
    private static final int KILLS = Integer.getInteger("rackledger.broker-kills", 1);
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String TOPIC = "rackledger-ledger";

    @TempDir
    Path folder;

    /** Sends one command after the other, each until it is answered for good. */
    private static final class Persistent {
        final List<String> acknowledged = new CopyOnWriteArrayList<>();
        final AtomicInteger repeated = new AtomicInteger();
        final AtomicBoolean stop = new AtomicBoolean();
        final CompletableFuture<Duration> slowest;

        Persistent(CommandProcess commands) {
            slowest = CompletableFuture.supplyAsync(() -> {
                Duration most = Duration.ZERO;
                while (!stop.get()) {
                    String party = "party-" + acknowledged.size();
                    long begin = System.nanoTime();
                    HttpResponse<String> answer = commands.register(party);
                    while (answer.statusCode() == 503) {
                        repeated.incrementAndGet();
                        answer = commands.register(party);
                    }
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    acknowledged.add(party);
                    Duration took = Duration.ofNanos(System.nanoTime() - begin);
                    most = took.compareTo(most) > 0 ? took : most;
                }
                return most;
            });
        }

        void awaitMore(int more) {
            int before = acknowledged.size();
            await().atMost(LIMIT).until(() -> {
                assertThat(slowest).isNotCompletedExceptionally();
                return acknowledged.size() >= before + more;
            });
        }
    }

    private static TopicPartitionInfo ledger(Admin admin) throws Exception {
        return admin.describeTopics(List.of(TOPIC))
                .allTopicNames()
                .get(10, TimeUnit.SECONDS)
                .get(TOPIC)
                .partitions()
                .getFirst();
    }

    /** Until it was refused a topic with fewer replicas than the brokers hold by default. */
    private static void awaitWithoutLedger(CommandProcess commands) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            HttpResponse<String> health = commands.get("/actuator/health");
            return health.statusCode() == 503 && health.body().contains(TOPIC);
        });
    }

    private static void awaitInSync(Admin admin, List<BrokerProcess> brokers, int replicas) {
        try {
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> ledger(admin).isr().size() == replicas);
        } catch (ConditionTimeoutException e) {
            String said = brokers.stream().map(BrokerProcess::lastWords).collect(Collectors.joining("\n\n"));
            throw new AssertionError("not " + replicas + " brokers in sync\n" + said, e);
        }
    }

    @Test
    void commands_go_on_when_the_broker_that_leads_is_killed_and_none_is_lost_or_doubled() throws Exception {
        List<BrokerProcess> brokers = BrokerProcess.twoOfThree(folder);
        String kafka = brokers.stream().map(BrokerProcess::address).collect(Collectors.joining(","));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
                CommandProcess commands = new CommandProcess(folder, kafka, "--rackledger.instances.enabled=true");
                ViewsProcess views = new ViewsProcess(
                        folder.resolve("views"),
                        kafka,
                        "jdbc:h2:file:" + folder.resolve("views").resolve("h2"))) {
            awaitWithoutLedger(commands);
            brokers.getLast().start();
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> commands.get("/actuator/health").statusCode() == 200);
            awaitInSync(admin, brokers, 3);
            Persistent sending = new Persistent(commands);
            sending.awaitMore(10);
            for (int kill = 0; kill < KILLS; kill++) {
                BrokerProcess leader = brokers.get(ledger(admin).leader().id() - 1);
                leader.kill();
                sending.awaitMore(20);
                awaitInSync(admin, brokers, 2);
                sending.awaitMore(20);
                leader.start();
                awaitInSync(admin, brokers, 3);
            }
            sending.stop.set(true);
            Duration slowest = sending.slowest.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            System.out.println(KILLS + " kills, " + sending.acknowledged.size() + " commands, the slowest took "
                    + slowest.toMillis() + " ms; 503 " + sending.repeated + " times");
            assertThat(parties(kafka, sending.acknowledged.size())).isEqualTo(sending.acknowledged);
            views.awaitShown(sending.acknowledged.size() - 1);
        } finally {
            for (BrokerProcess broker : brokers) {
                broker.close();
            }
        }
    }

    private static List<String> parties(String kafka, int events) {
        try (KafkaLedger ledger =
                KafkaLedger.open(KafkaLedgerConfig.reader(kafka, TOPIC, "main"), LedgerObserver.NONE)) {
            await().atMost(LIMIT)
                    .until(() -> ledger.status().state() == Ledger.State.FOLLOWING
                            && ledger.head().size() >= events);
            List<String> parties = new ArrayList<>();
            ledger.read(0, Integer.MAX_VALUE)
                    .forEach(event -> event.entry().tags().stream()
                            .filter(tag -> tag.key().equals("party"))
                            .forEach(tag -> parties.add(tag.value())));
            return parties;
        }
    }
}
