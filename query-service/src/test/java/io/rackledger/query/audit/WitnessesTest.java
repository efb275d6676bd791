package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Commit;
import io.rackledger.format.MalformedException;
import io.rackledger.ledger.Ledger;
import io.rackledger.transparency.AddCheckpoint;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.RefusedException;
import io.rackledger.transparency.SignatureType;
import io.rackledger.transparency.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of asking witnesses: real ones, and some that aren't what they should be. */
class WitnessesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int EVENTS = 12;
    private static final Evidence.Pace EAGER = new Evidence.Pace(1, Duration.ofMillis(1));
    private static final String OF_OTHER_TEXT = "a cosignature of other text";
    private static final NoteSigner FALSE = NoteSigner.generate("witness.example/false", SignatureType.COSIGNATURE);

    @TempDir
    static Path brokers;

    private static EmbeddedBroker broker;
    private static WrittenLedger written;

    @TempDir
    Path folders;

    private final List<SignedCheckpoint> published = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> running = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(brokers.resolve("broker"));
        written = new WrittenLedger(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable part : running.reversed()) {
            part.close();
        }
    }

    /** A service's evidence of a topic, with those whom it asks. */
    private record Service(Ledger ledger, Evidence evidence, Witnesses witnesses) implements AutoCloseable {
        Witnesses.Standing standing() {
            return witnesses.standing().getFirst();
        }

        long signed() {
            SignedCheckpoint signed = evidence.checkpoints().signed();
            return signed == null ? 0 : signed.head().size();
        }

        long shown() {
            SignedCheckpoint shown = evidence.checkpoints().shown();
            return shown == null ? 0 : shown.head().size();
        }

        @Override
        public void close() {
            witnesses.close();
            evidence.close();
            ledger.close();
        }
    }

    private Service service(String topic, int quorum, EvidenceProperties.Witness... asked) {
        EvidenceProperties properties =
                new EvidenceProperties(folders.resolve("evidence"), List.of(), List.of(asked), quorum);
        Ledger ledger = written.reader(topic);
        Evidence evidence = new Evidence(ledger, properties, EAGER, published::add);
        Service service = new Service(ledger, evidence, new Witnesses(evidence, properties));
        running.add(service);
        evidence.start();
        service.witnesses().start();
        return service;
    }

    /** The key of a ledger's service, which is made when it first signs. */
    private NoteVerifier keyOf(String topic) {
        Service alone = service(topic, 0);
        await().atMost(LIMIT).until(() -> alone.signed() >= EVENTS);
        alone.close();
        published.clear();
        return Objects.requireNonNull(alone.evidence().keys()).verifiers().getFirst();
    }

    private RunningWitness witness(String name, int port, NoteVerifier log) {
        RunningWitness witness = RunningWitness.start(folders.resolve(name), port, log);
        running.add(witness);
        return witness;
    }

    private static boolean isCosigned(
            @Nullable SignedCheckpoint checkpoint,
            NoteVerifier log,
            long size,
            int quorum,
            EvidenceProperties.Witness... by)
            throws Exception {
        if (checkpoint == null || checkpoint.head().size() < size) {
            return false;
        }
        Trust trust = new Trust(
                log.name(),
                List.of(log),
                Stream.of(by).map(EvidenceProperties.Witness::verifier).toList(),
                quorum);
        try {
            return trust.verify(checkpoint.note()).cosigned().size() >= quorum;
        } catch (RefusedException e) {
            return false;
        }
    }

    private static String topic(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName()
                + test.getDisplayName().replaceAll("\\W", "");
    }

    @Test
    void what_is_shown_comes_to_be_cosigned_and_stays_so_over_a_restart_without_the_witness(TestInfo test)
            throws Exception {
        written.append(topic(test), EVENTS);
        NoteVerifier log = keyOf(topic(test));
        RunningWitness witness = witness("one", 0, log);
        EvidenceProperties.Witness asked = witness.asked();
        Service service = service(topic(test), 0, asked);
        await().atMost(LIMIT)
                .until(() -> isCosigned(service.evidence().checkpoints().shown(), log, EVENTS, 1, asked));
        written.append(topic(test), EVENTS);
        await().atMost(LIMIT)
                .until(() -> isCosigned(service.evidence().checkpoints().shown(), log, 2 * EVENTS, 1, asked));
        assertThat(service.standing().cosigned()).isEqualTo(2 * EVENTS);
        assertThat(isCosigned(published.getLast(), log, 2 * EVENTS, 1, asked)).isTrue();
        service.close();
        witness.close();
        Service again = service(topic(test), 1, asked);
        await().atMost(LIMIT)
                .until(() -> isCosigned(again.evidence().checkpoints().shown(), log, 2 * EVENTS, 1, asked));
    }

    @Test
    void with_a_quorum_nothing_is_shown_or_told_before_so_many_have_cosigned_the_same(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        NoteVerifier log = keyOf(topic(test));
        RunningWitness one = witness("one", 0, log);
        RunningWitness other = witness("other", 0, log);
        EvidenceProperties.Witness[] both = {one.asked(), other.asked()};
        other.close();
        Service service = service(topic(test), 2, both);
        await().atMost(LIMIT).until(() -> service.standing().cosigned() == EVENTS);
        await().atMost(LIMIT)
                .until(() -> !service.witnesses().standing().getLast().trouble().isEmpty());
        assertThat(service.evidence().checkpoints().shown()).isNull();
        assertThat(published).isEmpty();
        int port = URI.create(both[1].url().toString()).getPort();
        witness("other", port, log);
        await().atMost(LIMIT)
                .until(() -> isCosigned(service.evidence().checkpoints().shown(), log, EVENTS, 2, both));
        assertThat(published)
                .allSatisfy(each ->
                        assertThat(isCosigned(each, log, EVENTS, 2, both)).isTrue());
        assertThat(published).isNotEmpty();
    }

    @Test
    void a_ledger_that_was_cut_back_together_with_its_evidence_is_found_by_the_witness(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        NoteVerifier log = keyOf(topic(test));
        EvidenceProperties.Witness asked = witness("one", 0, log).asked();
        Path older = folders.resolve("older");
        copy(folders.resolve("evidence"), older);
        List<Commit> cut = written.commits(topic(test), EVENTS);
        written.append(topic(test), EVENTS);
        Service service = service(topic(test), 0, asked);
        await().atMost(LIMIT).until(() -> service.standing().cosigned() == 2 * EVENTS);
        service.close();
        written.write(topic(test) + "-cut", cut);
        copy(older, folders.resolve("evidence"));
        Service back = service(topic(test) + "-cut", 0, asked);
        await().atMost(LIMIT).until(() -> back.standing().alarm());
        assertThat(back.standing().trouble()).contains("24 events", "12");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void another_history_that_is_signed_with_the_same_key_is_found_by_the_witness(int longer, TestInfo test)
            throws Exception {
        written.append(topic(test), EVENTS);
        NoteVerifier log = keyOf(topic(test));
        EvidenceProperties.Witness asked = witness("one", 0, log).asked();
        Service service = service(topic(test), 0, asked);
        await().atMost(LIMIT).until(() -> service.standing().cosigned() == EVENTS);
        service.close();
        List<Commit> all = written.commits(topic(test), EVENTS);
        String changed = all.get(EVENTS / 2).entries().getFirst().id();
        written.write(
                topic(test) + "-anew",
                WrittenLedger.rewritten(
                        all, entry -> entry.id().equals(changed) ? WrittenLedger.another(entry) : entry));
        if (longer > 0) {
            written.append(topic(test) + "-anew", longer);
        }
        for (String lost : List.of("checkpoint", "cosigned", "tree")) {
            Files.delete(folders.resolve("evidence").resolve(lost));
        }
        Service anew = service(topic(test) + "-anew", 0, asked);
        await().atMost(LIMIT).until(() -> anew.standing().alarm());
        assertThat(anew.evidence().checkpoints().cosigned()).isNull();
        assertThat(anew.evidence().isContradicted()).isFalse();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> left = Files.list(to)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** What somebody answers who is no witness. */
    interface Script {
        void answer(HttpExchange exchange, Note asked) throws IOException;
    }

    private static final Map<String, Script> SCRIPTS = Map.ofEntries(
            Map.entry("nothing", (exchange, asked) -> say(exchange, 200, "text/plain", "")),
            Map.entry("no signature", (exchange, asked) -> say(exchange, 200, "text/plain", "cosigned\n")),
            Map.entry(
                    "another's cosignature",
                    (exchange, asked) -> say(
                            exchange,
                            200,
                            "text/plain",
                            line(
                                    NoteSigner.generate("witness.example/false", SignatureType.COSIGNATURE),
                                    asked.text()))),
            Map.entry(OF_OTHER_TEXT, (exchange, asked) -> say(exchange, 200, "text/plain", line(FALSE, "other\n1\n"))),
            Map.entry("an error", (exchange, asked) -> say(exchange, 500, "text/plain", "the disk is full\n")),
            Map.entry("another page", (exchange, asked) -> say(exchange, 302, "text/plain", "")),
            Map.entry("no size", (exchange, asked) -> say(exchange, 409, "text/x.tlog.size", "twelve\n")),
            Map.entry("a size below 0", (exchange, asked) -> say(exchange, 409, "text/x.tlog.size", "-1\n")),
            Map.entry("sizes for ever", (exchange, asked) -> say(exchange, 409, "text/x.tlog.size", "3\n")),
            Map.entry(
                    "too much",
                    (exchange, asked) ->
                            say(exchange, 200, "text/plain", "x".repeat(AddCheckpoint.MOST_ANSWER_BYTES + 1))),
            Map.entry("no end", (exchange, asked) -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }));

    private static String line(NoteSigner signer, String text) {
        return signer.sign(text) + "\n";
    }

    private static void say(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void who_answers_otherwise_than_witnesses_do_is_named_and_holds_up_nobody(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        NoteVerifier log = keyOf(topic(test));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        running.add(threads::shutdownNow);
        running.add(() -> server.stop(0));
        List<EvidenceProperties.Witness> asked = new ArrayList<>();
        SCRIPTS.forEach((name, script) -> {
            String prefix = "/" + asked.size();
            server.createContext(prefix + "/add-checkpoint", exchange -> answer(script, exchange));
            asked.add(new EvidenceProperties.Witness(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix),
                    (name.equals(OF_OTHER_TEXT)
                                    ? FALSE
                                    : NoteSigner.generate(name.replace(' ', '-'), SignatureType.COSIGNATURE))
                            .verifier()
                            .vkey()));
        });
        server.start();
        EvidenceProperties.Witness good = witness("good", 0, log).asked();
        asked.add(good);
        Service service = service(topic(test), 1, asked.toArray(EvidenceProperties.Witness[]::new));
        await().atMost(LIMIT)
                .until(() -> service.witnesses().standing().stream()
                        .limit(SCRIPTS.size())
                        .noneMatch(standing -> standing.trouble().isEmpty()));
        assertThat(service.witnesses().standing().subList(0, SCRIPTS.size()))
                .noneMatch(Witnesses.Standing::alarm)
                .allMatch(standing -> standing.cosigned() == 0);
        await().atMost(LIMIT)
                .until(() -> isCosigned(service.evidence().checkpoints().shown(), log, EVENTS, 1, good));
        String shown = Objects.requireNonNull(service.evidence().checkpoints().shown())
                .note()
                .format();
        assertThat(folders.resolve("evidence").resolve("cosigned")).hasContent(shown);
    }

    private static void answer(Script script, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            script.answer(exchange, AddCheckpoint.parse(body).checkpoint());
        } catch (MalformedException e) {
            throw new IOException(e);
        }
    }
}
