package io.rackledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.transparency.AddCheckpoint;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness over HTTP, on a folder, over restarts. */
class WitnessServerTest {
    private static final String ORIGIN = "log.example/one";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final NoteSigner key = GrownLog.key(ORIGIN);
    private final GrownLog log = new GrownLog(key).grow("leaf", 40);
    private WitnessFolder opened;
    private WitnessServer server;
    private NoteVerifier witness;

    @BeforeEach
    void start() throws IOException {
        opened = WitnessFolder.open(folder, null);
        Witness started = new Witness(opened, List.of(key.verifier()), Clock.systemUTC());
        witness = started.key();
        server = WitnessServer.start(started, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        opened.close();
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    private HttpResponse<String> ask(String method, String path, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + server.address().getPort() + path))
                        .timeout(LIMIT)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> add(AddCheckpoint asked) throws Exception {
        return ask("POST", "/add-checkpoint", GrownLog.bytes(asked));
    }

    private void cosigned(AddCheckpoint asked) throws Exception {
        HttpResponse<String> answer = add(asked);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Note note = Note.parse((asked.checkpoint().format() + answer.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(new Trust(ORIGIN, List.of(key.verifier()), List.of(witness), 1)
                        .verify(note)
                        .cosigned())
                .hasSize(1);
    }

    private void conflicts(AddCheckpoint asked, long size) throws Exception {
        HttpResponse<String> answer = add(asked);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo(size + "\n");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    }

    private Path state() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_log_is_cosigned_as_it_grows_and_people_are_told() throws Exception {
        cosigned(log.asks(0, 7));
        cosigned(log.asks(7, 7));
        cosigned(log.asks(7, 40));
        String told = ask("GET", "/", new byte[0]).body();
        assertThat(told).contains(witness.vkey(), ORIGIN + "\n40\n");
        assertThat(ask("GET", "/health", new byte[0]).statusCode()).isEqualTo(200);
    }

    @Test
    void two_logs_of_one_key_that_show_different_trees_are_not_both_cosigned() throws Exception {
        GrownLog other = log.forkedAt(10, 30);
        cosigned(log.asks(0, 20));
        conflicts(other.asks(20, 20), 20);
        assertThat(add(other.asks(20, 40)).statusCode()).isEqualTo(422);
        cosigned(log.asks(20, 40));
    }

    @Test
    void a_log_that_was_rolled_back_is_refused_also_when_it_grew_again_and_after_a_restart() throws Exception {
        cosigned(log.asks(0, 20));
        restart();
        conflicts(log.asks(0, 15), 20);
        conflicts(log.asks(15, 15), 20);
        GrownLog again = log.forkedAt(15, 20);
        conflicts(again.asks(0, 35), 20);
        assertThat(add(again.asks(20, 35)).statusCode()).isEqualTo(422);
        restart();
        assertThat(add(again.asks(20, 35)).statusCode()).isEqualTo(422);
        cosigned(log.asks(20, 40));
    }

    @Test
    void a_damaged_file_stops_its_log_and_no_other() throws Exception {
        cosigned(log.asks(0, 20));
        byte[] good = Files.readAllBytes(state());
        for (byte[] bad : List.of(
                new byte[0],
                Arrays.copyOf(good, good.length / 2),
                new String(good, StandardCharsets.UTF_8)
                        .replace("\n20\n", "\n19\n")
                        .getBytes(StandardCharsets.UTF_8))) {
            Files.write(state(), bad);
            HttpResponse<String> answer = add(log.asks(20, 40));
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains(ORIGIN, state().getFileName().toString());
            assertThat(add(log.asks(0, 40)).statusCode()).isEqualTo(500);
            assertThat(ask("GET", "/health", new byte[0]).statusCode()).isEqualTo(500);
        }
        Files.write(state(), good);
        cosigned(log.asks(20, 40));
    }

    @Test
    void what_can_not_be_kept_is_not_cosigned() throws Exception {
        cosigned(log.asks(0, 20));
        Files.createDirectory(state().resolveSibling(state().getFileName() + ".new"));
        HttpResponse<String> answer = add(log.asks(20, 40));
        assertThat(answer.statusCode()).isEqualTo(500);
        conflicts(log.asks(40, 40), 20);
    }

    @Test
    void of_many_that_ask_at_once_each_step_is_taken_by_one() throws Exception {
        for (int old = 0; old < 20; old++) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (GrownLog each : List.of(log, log.forkedAt(old, 1), log, log.forkedAt(old, 2))) {
                AddCheckpoint asked = each.asks(old, old + 1);
                answers.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return add(asked).statusCode();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            List<Integer> said = new ArrayList<>();
            for (CompletableFuture<Integer> answer : answers) {
                said.add(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            assertThat(said).containsOnlyOnce(200);
            Files.delete(state());
            cosigned(log.asks(0, old + 1));
        }
    }

    @Test
    void other_questions_are_refused_by_status() throws Exception {
        assertThat(ask("GET", "/add-checkpoint", new byte[0]).statusCode()).isEqualTo(405);
        assertThat(ask("POST", "/", new byte[0]).statusCode()).isEqualTo(405);
        assertThat(ask("GET", "/elsewhere", new byte[0]).statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/add-checkpoint", new byte[] {(byte) 0xFF, 0}).statusCode())
                .isEqualTo(400);
        assertThat(add(new GrownLog(GrownLog.key("log.example/two")).asks(0, 0)).statusCode())
                .isEqualTo(404);
        assertThat(add(new GrownLog(GrownLog.key(ORIGIN)).asks(0, 0)).statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "/add-checkpoint", new byte[AddCheckpoint.MOST_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_client_that_sends_slowly_is_cut_off() throws Exception {
        try (Socket slow =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            slow.setSoTimeout((int) LIMIT.toMillis());
            slow.getOutputStream()
                    .write("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\nold"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
        cosigned(log.asks(0, 7));
    }

    @Test
    void a_folder_is_one_witnesss_and_its_key_its_owners() throws Exception {
        assertThatThrownBy(() -> WitnessFolder.open(folder, null)).isInstanceOf(IOException.class);
        stop();
        assertThatThrownBy(() -> WitnessFolder.open(folder, "another")).isInstanceOf(IOException.class);
        Path file = folder.resolve("witness-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        NoteVerifier before = witness;
        start();
        assertThat(witness).isEqualTo(before);
    }
}
