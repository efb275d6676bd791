package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.ledger.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away, falls silent, is slow or loses its disk: each has a broker of its own. */
class LedgerOutagesTest {
    private static final int LARGE_BYTES = 200_000;

    @TempDir
    Path directory;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, CompletableFuture<Outcome>> append(FaultyLedger ledger, int count, int bytes) {
        Map<String, CompletableFuture<Outcome>> sent = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            sent.put("sent-" + i, ledger.append("sent-" + i, bytes));
        }
        return sent;
    }

    /** Everybody is told, and nobody wrongly: what was acknowledged stands once, what was not taken does not. */
    private static void assertTold(FaultyLedger ledger, Map<String, CompletableFuture<Outcome>> sent) throws Exception {
        await().atMost(FaultyLedger.LIMIT).until(() -> sent.values().stream().allMatch(CompletableFuture::isDone));
        List<String> ids = ledger.ids();
        assertThat(ids).doesNotHaveDuplicates();
        for (Map.Entry<String, CompletableFuture<Outcome>> each : sent.entrySet()) {
            switch (FaultyLedger.get(each.getValue())) {
                case Outcome.Appended appended -> assertThat(ids).contains(each.getKey());
                case Outcome.Unavailable unavailable -> assertThat(ids).doesNotContain(each.getKey());
                case Outcome.Unknown unknown -> assertThat(unknown.because()).isNotEmpty();
                case Outcome.Conflict conflict -> throw new AssertionError(conflict);
                case Outcome.Superseded superseded -> throw new AssertionError(superseded);
                case Outcome.TooLarge large -> throw new AssertionError(large);
            }
        }
    }

    @Test
    void a_broker_that_is_away_is_awaited() throws Exception {
        int port = freePort();
        EmbeddedBroker broker = EmbeddedBroker.start(directory, port);
        try (FaultyLedger ledger = FaultyLedger.writing(broker.bootstrapServers(), "away")) {
            ledger.appended("before");
            broker.close();
            Map<String, CompletableFuture<Outcome>> sent = append(ledger, 20, 1);
            ledger.awaitReadOnly("no broker at 127.0.0.1:" + port, "before");
            broker = EmbeddedBroker.start(directory, port);
            ledger.awaitWriting();
            ledger.appended("after");
            assertThat(ledger.ids()).startsWith("before").endsWith("after");
            assertTold(ledger, sent);
        } finally {
            broker.close();
        }
    }

    @Test
    void a_broker_that_falls_silent_or_is_slow_fills_no_memory_and_is_awaited() throws Exception {
        int port = freePort();
        try (StallingProxy proxy = new StallingProxy(port);
                EmbeddedBroker broker = EmbeddedBroker.start(directory, port, proxy.port());
                FaultyLedger ledger = FaultyLedger.writing(broker.bootstrapServers(), "slow")) {
            proxy.stall();
            Map<String, CompletableFuture<Outcome>> slow = append(ledger, 100, LARGE_BYTES);
            await().atMost(FaultyLedger.LIMIT)
                    .until(() -> slow.values().stream().anyMatch(CompletableFuture::isDone));
            long waiting = slow.values().stream().filter(sent -> !sent.isDone()).count();
            long mostBytes = FaultyLedger.NARROW.mostInFlightBytes() + 2 * FaultyLedger.NARROW.mostQueuedBytes();
            assertThat(waiting).isBetween(1L, mostBytes / LARGE_BYTES);
            proxy.flow();
            ledger.awaitWriting();
            assertTold(ledger, slow);
            assertThat(ledger.ids()).isNotEmpty();

            proxy.stall();
            ledger.awaitReadOnly(
                    "no broker at 127.0.0.1:" + proxy.port(), ledger.ids().toArray(String[]::new));
            proxy.flow();
            ledger.awaitWriting();
            ledger.appended("after");
        }
    }

    @Test
    void a_connection_on_which_an_answer_got_lost_is_given_up_and_the_log_read_on() throws Exception {
        int port = freePort();
        try (StallingProxy proxy = new StallingProxy(port);
                EmbeddedBroker broker = EmbeddedBroker.start(directory, port, proxy.port());
                FaultyLedger ledger = FaultyLedger.writing(broker.bootstrapServers(), "lost")) {
            ledger.appended("before");
            for (int round = 0; round < 3; round++) {
                proxy.lose(true);
                CompletableFuture<Outcome> meanwhile = ledger.append("meanwhile-" + round, 1);
                await().atMost(FaultyLedger.LIMIT).until(() -> proxy.lost() > 0);
                proxy.lose(false);
                assertThat(FaultyLedger.get(meanwhile)).isNotNull();
                ledger.awaitWriting();
                ledger.appended("after-" + round);
            }
        }
    }

    @Test
    void a_disk_that_fails_is_told_of_and_what_was_read_is_served() throws Exception {
        Exit.setHaltProcedure((status, message) -> {});
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                FaultyLedger ledger = FaultyLedger.writing(broker.bootstrapServers(), "disk")) {
            ledger.set("segment.bytes", String.valueOf(1 << 20));
            ledger.appended("before");
            remove(directory.resolve("log").resolve("disk-0"));
            Map<String, CompletableFuture<Outcome>> sent = append(ledger, 10, LARGE_BYTES);
            assertTold(ledger, sent);
            ledger.awaitReadOnly("no leader", ledger.ids().toArray(String[]::new));
        } finally {
            Exit.resetHaltProcedure();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
