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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two command services on the same ledger: forwarding, takeover, and what both write at once. */
class InstancesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int IMPORTED = 600;

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

    private static boolean writes(CommandProcess process) {
        return isUp(process, "") && details(process).path("state").asString().equals("WRITING");
    }

    private static boolean forwards(CommandProcess process, CommandProcess writer) {
        return isUp(process, writer.at("").toString());
    }

    private static boolean isUp(CommandProcess process, String forwardsTo) {
        return process.ledger().path("status").asString().equals("UP")
                && details(process).path("forwardsTo").asString().equals(forwardsTo);
    }

    private static JsonNode details(CommandProcess process) {
        return process.ledger().path("details");
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(CommandProcess.LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(condition);
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
        try (CommandProcess one = member("several");
                CommandProcess other = member("several")) {
            awaitTrue(() -> forwards(one, other) && writes(other) || forwards(other, one) && writes(one));
            CommandProcess first = writes(one) ? one : other;
            CommandProcess second = first == one ? other : one;
            int events = forwarded(first, second);
            events = handledWhereItArrives(first, second, events);
            events = frozen(first, second, events);
            events = killed(second, first, events);
            stopped(first, events);
        }
    }

    private static int forwarded(CommandProcess writer, CommandProcess candidate) throws Exception {
        assertThat(atOnce(100, i -> (i % 2 == 0 ? writer : candidate).register("even-" + i)))
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
        assertThat(candidate.get("/actuator/prometheus").body())
                .contains("rackledger_forwarded_total{outcome=\"answered\"} 50.0");
        assertThat(writer.get("/actuator/prometheus").body()).doesNotContain("rackledger_forwarded_total");
        importAndDecide(candidate);
        List<Commit> log = log("several", 102);
        assertThat(parties(log)).doesNotHaveDuplicates().hasSize(102);
        assertThat(log.stream().map(InstancesIT::writer).distinct()).hasSize(1);
        return 102;
    }

    private static int handledWhereItArrives(CommandProcess writer, CommandProcess candidate, int events) {
        String id = details(candidate).path("instance").asString();
        assertThat(writer.register("misdirected", "Rackledger-Forwarded-To", id).statusCode())
                .isEqualTo(421);
        HttpResponse<String> marked = candidate.register("marked", "Rackledger-Forwarded-To", id);
        assertThat(marked.statusCode()).as(marked.body()).isEqualTo(200);
        assertThat(marked.headers().firstValue("Rackledger-Answered-By")).contains(id);
        List<Commit> log = log("several", events + 1);
        assertThat(writer(log.getLast())).isNotEqualTo(writer(log.getFirst()));
        return events + 1;
    }

    private static String line(String party) {
        return "{\"command\":\"register-party\",\"id\":\"" + party + "\",\"body\":" + CommandProcess.body(party)
                + "}\n";
    }

    private static String lines(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> line(name + "-" + i)).collect(Collectors.joining());
    }

    private static void importAndDecide(CommandProcess candidate) {
        String lines = "no JSON\n" + lines("line", 2);
        HttpResponse<String> imported = candidate.post("/api/import", "application/x-ndjson", lines);
        assertThat(outcomes(imported)).containsExactly("broken", "accepted", "accepted");
        assertThat(imported.body()
                        .lines()
                        .map(CommandProcess.JSON::readTree)
                        .map(answer -> answer.path("line").asInt()))
                .containsExactly(1, 2, 3);
        HttpResponse<String> decided = candidate.post(
                "/api/decide",
                "application/json",
                "{\"commands\":[{\"command\":\"register-party\",\"body\":" + CommandProcess.body("even-0") + "}]}");
        assertThat(CommandProcess.JSON
                        .readTree(decided.body())
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

    /** A machine that hangs refuses nothing, and when it goes on it finds that another has taken its place. */
    private static int frozen(CommandProcess writer, CommandProcess candidate, int events) throws Exception {
        Steady steady = new Steady(candidate, "frozen");
        await().atMost(LIMIT).until(() -> steady.sent.size() > 5);
        writer.signal("STOP");
        int all = events + tookOver("frozen", candidate, steady, Duration.ofSeconds(5), events);
        writer.signal("CONT");
        awaitTrue(() -> forwards(writer, candidate));
        return all;
    }

    /** Imports go on too: what the killed one can't be said to have taken is repeated with the same ids. */
    private static int killed(CommandProcess writer, CommandProcess candidate, int events) throws Exception {
        Steady steady = new Steady(candidate, "killed");
        await().atMost(LIMIT).until(() -> steady.sent.size() > 5);
        CompletableFuture<HttpResponse<String>> importing = CompletableFuture.supplyAsync(
                () -> candidate.post("/api/import", "application/x-ndjson", lines("imported", IMPORTED)));
        writer.kill();
        int all = events + IMPORTED + tookOver("killed", candidate, steady, Duration.ofSeconds(5), events + IMPORTED);
        assertThat(outcomes(importing.get(LIMIT.toSeconds(), TimeUnit.SECONDS)))
                .hasSize(IMPORTED)
                .containsOnly("accepted");
        return all;
    }

    private static List<String> outcomes(HttpResponse<String> imported) {
        return imported.body()
                .lines()
                .map(CommandProcess.JSON::readTree)
                .map(answer -> answer.path("outcome").asString())
                .toList();
    }

    private static void stopped(CommandProcess writer, int events) throws Exception {
        try (CommandProcess third = member("several")) {
            awaitTrue(() -> forwards(third, writer));
            assertThat(details(third).path("state").asString()).isEqualTo("FOLLOWING");
            Steady steady = new Steady(third, "stopped");
            await().atMost(LIMIT).until(() -> steady.sent.size() > 5);
            writer.end();
            tookOver("stopped", third, steady, Duration.ofSeconds(1), events);
        }
    }

    /** Waits until the candidate is meant to write; returns how many commands it was sent, all within the limit. */
    private static int tookOver(String how, CommandProcess candidate, Steady steady, Duration limit, int events)
            throws Exception {
        long begin = System.nanoTime();
        awaitTrue(() -> writes(candidate));
        Duration takeover = Duration.ofNanos(System.nanoTime() - begin);
        Duration slowest = steady.end();
        System.out.println(how + ": meant to write after " + takeover.toMillis() + " ms; the slowest of "
                + steady.sent.size() + " commands took " + slowest.toMillis() + " ms");
        assertThat(takeover).isLessThan(limit);
        assertThat(slowest).isLessThan(limit);
        assertThat(parties(log("several", events + steady.sent.size())))
                .doesNotHaveDuplicates()
                .containsAll(steady.sent);
        return steady.sent.size();
    }

    @Test
    void two_that_both_write_lose_and_double_nothing_and_ledgers_are_apart() throws Exception {
        String[] settings = {
            "--rackledger.kafka.topic=contested", "--rackledger.further-ledgers.eu=contested-eu",
        };
        try (CommandProcess one = new CommandProcess(folder, broker.bootstrapServers(), settings);
                CommandProcess other = new CommandProcess(folder, broker.bootstrapServers(), settings)) {
            awaitTrue(() -> writes(one) && writes(other));
            List<HttpResponse<String>> answers =
                    atOnce(400, i -> (i % 2 == 0 ? one : other).register(i < 100 ? "own-" + i : "party-" + i / 4));

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
            List<Commit> log = log("contested", 175);
            assertThat(parties(log)).doesNotHaveDuplicates().hasSize(175);
            assertThat(log.stream().map(InstancesIT::writer).distinct()).hasSize(2);
            apart(one);
        }
    }

    private static void apart(CommandProcess service) {
        String register = "/api/commands/register-party?ledger=";
        HttpResponse<String> there = service.post(register + "eu", "application/json", CommandProcess.body("party-0"));
        JsonNode answer = CommandProcess.JSON.readTree(there.body());
        assertThat(answer.path("ledger").asString()).isEqualTo("eu");
        assertThat(answer.path("position").asLong(-1)).isZero();
        HttpResponse<String> imported = service.post("/api/import?ledger=eu", "application/x-ndjson", line("party-1"));
        assertThat(CommandProcess.JSON
                        .readTree(imported.body())
                        .path("position")
                        .asLong(-1))
                .isEqualTo(1);
        for (String path : List.of(register + "ue", "/api/import?ledger=ue")) {
            HttpResponse<String> nowhere = service.post(
                    path,
                    path.startsWith("/api/import") ? "application/x-ndjson" : "application/json",
                    CommandProcess.body("party-2"));
            assertThat(nowhere.statusCode()).as(nowhere.body()).isEqualTo(400);
            assertThat(CommandProcess.JSON
                            .readTree(nowhere.body())
                            .path("field")
                            .asString())
                    .isEqualTo("ledger");
        }
        assertThat(details(service).path("further").path("eu").path("position").asLong(-1))
                .isEqualTo(1);
    }
}
