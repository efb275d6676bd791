package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Commit;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two command services on the same ledger: forwarding, takeover, and what both write at once. */
class InstancesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws IOException {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static CommandProcess member(String topic) throws IOException {
        return new CommandProcess(
                folder,
                broker.bootstrapServers(),
                "--rackledger.kafka.topic=" + topic,
                "--rackledger.instances.enabled=true",
                "--rackledger.instances.group=" + topic);
    }

    private static JsonNode awaitWriter(CommandProcess process) {
        return process.awaitUp(ledger -> ledger.path("state").asString().equals("WRITING")
                && ledger.path("forwardsTo").asString().isEmpty());
    }

    private static JsonNode awaitCandidate(CommandProcess process, CommandProcess writer) {
        return process.awaitUp(ledger -> ledger.path("state").asString().equals("FOLLOWING")
                && ledger.path("forwardsTo").asString().equals(writer.at("").toString()));
    }

    /** The commits that hold events, when as many events are there as are expected and the chain proves them. */
    private static List<Commit> log(String topic, int events) {
        try (KafkaLedger ledger = KafkaLedger.open(
                KafkaLedgerConfig.reader(broker.bootstrapServers(), topic, "main"), LedgerObserver.NONE)) {
            await().atMost(LIMIT)
                    .until(() -> ledger.status().state() == Ledger.State.FOLLOWING
                            && ledger.head().size() >= events);
            assertThat(ledger.head().size()).isEqualTo(events);
            return ledger.commits(0, Integer.MAX_VALUE).stream()
                    .filter(commit -> !commit.entries().isEmpty())
                    .toList();
        }
    }

    private static List<String> parties(List<Commit> log) {
        return log.stream()
                .flatMap(commit -> commit.entries().stream())
                .flatMap(entry -> entry.tags().stream())
                .filter(tag -> tag.key().equals("party"))
                .map(tag -> tag.value())
                .toList();
    }

    private static String writer(Commit commit) {
        return commit.header().writer();
    }

    private static List<HttpResponse<String>> atOnce(int count, Function<Integer, HttpResponse<String>> call)
            throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> answer : IntStream.range(0, count)
                    .mapToObj(i -> callers.submit(() -> call.apply(i)))
                    .toList()) {
                answers.add(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
        }
        return answers;
    }

    @Test
    void commands_reach_the_instance_that_writes_by_one_hop_and_another_takes_over_when_it_goes() throws Exception {
        try (CommandProcess first = member("several")) {
            String firstId = awaitWriter(first).path("instance").asString();
            try (CommandProcess second = member("several")) {
                String secondId =
                        awaitCandidate(second, first).path("instance").asString();

                assertThat(atOnce(100, i -> (i % 2 == 0 ? first : second).register("even-" + i)))
                        .allSatisfy(answer -> assertThat(answer.statusCode())
                                .as(answer.body())
                                .isEqualTo(200));
                List<Commit> forwarded = log("several", 100);
                assertThat(parties(forwarded)).doesNotHaveDuplicates().hasSize(100);
                assertThat(forwarded.stream().map(InstancesIT::writer)).containsOnly(writer(forwarded.getFirst()));
                assertThat(second.get("/actuator/prometheus").body())
                        .contains("rackledger_forwarded_total{outcome=\"answered\"} 50.0");
                assertThat(first.get("/actuator/prometheus").body()).doesNotContain("rackledger_forwarded_total");

                importAndDecide(second);
                assertThat(log("several", 102).stream().map(InstancesIT::writer).distinct()).hasSize(1);

                assertThat(first.register("misdirected", "Rackledger-Forwarded-To", secondId).statusCode())
                        .isEqualTo(421);
                HttpResponse<String> marked = second.register("marked", "Rackledger-Forwarded-To", secondId);
                assertThat(marked.statusCode()).as(marked.body()).isEqualTo(200);
                assertThat(marked.headers().firstValue("Rackledger-Answered-By")).contains(secondId);
                List<Commit> log = log("several", 103);
                assertThat(writer(log.getLast())).isNotEqualTo(writer(log.getFirst()));
                assertThat(firstId).isNotEqualTo(secondId);

                killed(first, second);
            }
        }
    }

    private static void importAndDecide(CommandProcess candidate) {
        String lines = IntStream.range(0, 2)
                .mapToObj(i -> "{\"command\":\"register-party\",\"id\":\"line-" + i + "\",\"body\":"
                        + CommandProcess.body("line-" + i) + "}\n")
                .reduce("", String::concat);
        HttpResponse<String> imported = candidate.post("/api/import", "application/x-ndjson", lines);
        assertThat(imported.statusCode()).isEqualTo(200);
        assertThat(imported.body().lines()
                        .map(CommandProcess.JSON::readTree)
                        .map(line -> line.path("outcome").asString()))
                .containsExactly("accepted", "accepted");
        HttpResponse<String> decided = candidate.post(
                "/api/decide",
                "application/json",
                "{\"commands\":[{\"command\":\"register-party\",\"body\":" + CommandProcess.body("even-0") + "}]}");
        assertThat(CommandProcess.JSON.readTree(decided.body())
                        .path("outcomes")
                        .path(0)
                        .path("rule")
                        .asString())
                .isEqualTo("party-exists");
    }

    /** Sends one command after the other until it is told to stop; how long the slowest took. */
    private static final class Steady {
        final AtomicBoolean stop = new AtomicBoolean();
        final List<String> sent = new ArrayList<>();
        final CompletableFuture<Duration> slowest;

        Steady(CommandProcess to, String name) {
            slowest = CompletableFuture.supplyAsync(() -> {
                Duration most = Duration.ZERO;
                while (!stop.get()) {
                    String party = name + "-" + sent.size();
                    long begin = System.nanoTime();
                    HttpResponse<String> answer = to.register(party);
                    Duration took = Duration.ofNanos(System.nanoTime() - begin);
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    sent.add(party);
                    most = took.compareTo(most) > 0 ? took : most;
                }
                return most;
            });
        }

        Duration end() throws Exception {
            stop.set(true);
            return slowest.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void killed(CommandProcess first, CommandProcess second) throws Exception {
        Steady steady = new Steady(second, "killed");
        await().atMost(LIMIT).until(() -> steady.sent.size() > 5);
        first.kill();
        long begin = System.nanoTime();
        awaitWriter(second);
        Duration takeover = Duration.ofNanos(System.nanoTime() - begin);
        Duration slowest = steady.end();
        System.out.println("killed: meant to write after " + takeover.toMillis() + " ms; the slowest command took "
                + slowest.toMillis() + " ms of " + steady.sent.size());
        assertThat(takeover).isLessThan(Duration.ofSeconds(5));
        assertThat(slowest).isLessThan(Duration.ofSeconds(5));
        int events = 103 + steady.sent.size();
        assertThat(parties(log("several", events))).doesNotHaveDuplicates().containsAll(steady.sent);
        stopped(second, events);
    }

    private static void stopped(CommandProcess second, int events) throws Exception {
        try (CommandProcess third = member("several")) {
            awaitCandidate(third, second);
            Steady steady = new Steady(third, "stopped");
            await().atMost(LIMIT).until(() -> steady.sent.size() > 5);
            long begin = System.nanoTime();
            second.end();
            awaitWriter(third);
            Duration takeover = Duration.ofNanos(System.nanoTime() - begin);
            Duration slowest = steady.end();
            System.out.println("stopped: meant to write after " + takeover.toMillis()
                    + " ms; the slowest command took " + slowest.toMillis() + " ms of " + steady.sent.size());
            assertThat(takeover).isLessThan(Duration.ofSeconds(1));
            assertThat(slowest).isLessThan(Duration.ofSeconds(1));
            assertThat(parties(log("several", events + steady.sent.size())))
                    .doesNotHaveDuplicates()
                    .containsAll(steady.sent);
        }
    }

    @Test
    void two_that_both_write_lose_and_double_nothing() throws Exception {
        String topic = "--rackledger.kafka.topic=contested";
        try (CommandProcess one = new CommandProcess(folder, broker.bootstrapServers(), topic);
                CommandProcess other = new CommandProcess(folder, broker.bootstrapServers(), topic)) {
            one.awaitUp(ledger -> true);
            other.awaitUp(ledger -> true);
            List<HttpResponse<String>> answers =
                    atOnce(400, i -> (i % 2 == 0 ? one : other).register("party-" + i / 4));

            assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode())
                    .as(answer.body())
                    .isEqualTo(200));
            List<Commit> log = log("contested", 100);
            assertThat(parties(log)).doesNotHaveDuplicates().hasSize(100);
            assertThat(log.stream().map(InstancesIT::writer).distinct()).hasSize(2);
        }
    }
}
