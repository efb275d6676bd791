package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Tag;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.verify.VerifyCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An auditor reads the topic, past both services, and verifies what it holds. */
class LogExportTest {
    private static final String TOPIC = "rackledger-ledger";
    private static final long LIMIT_SECONDS = 30;
    private static final int MAGIC_AND_VERSION = 5;

    @TempDir
    Path folder;

    private record Run(int status, String report) {}

    private static Run run(Object call, String... arguments) {
        StringWriter report = new StringWriter();
        int status = new CommandLine(call).setErr(new PrintWriter(report, true)).execute(arguments);
        return new Run(status, report.toString());
    }

    private Run export(String kafka, Path file, String... more) {
        StringWriter report = new StringWriter();
        Run run = run(
                new LogExport(new PrintWriter(report, true)),
                Stream.concat(Stream.of("--kafka", kafka, file.toString()), Arrays.stream(more))
                        .toArray(String[]::new));
        return new Run(run.status(), report + run.report());
    }

    @Test
    void what_the_topic_holds_is_exported_and_verified_up_to_where_the_chain_ends() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            String kafka = broker.bootstrapServers();
            Hash head = write(kafka);
            send(kafka, "not a record".getBytes(StandardCharsets.UTF_8));
            Path file = folder.resolve("export.ndjson");

            Run whole = export(kafka, file);

            assertThat(whole.status()).as(whole.report()).isZero();
            assertThat(whole.report()).contains("3 events").contains("1 void");
            StringWriter report = new StringWriter();
            assertThat(run(new VerifyCommand(new PrintWriter(report, true)), file.toString())
                            .status())
                    .as(report.toString())
                    .isZero();
            assertThat(report.toString()).contains(head.toString());

            send(kafka, behind(head));
            Run cut = export(kafka, file);
            assertThat(cut.status()).as(cut.report()).isEqualTo(1);
            assertThat(cut.report()).contains("at offset");
            assertThat(Files.readAllLines(file).getLast()).contains("\"events\":3");

            Files.delete(file);
            assertThat(export(kafka, file, "--topic", "none").status()).isEqualTo(1);
            assertThat(file).doesNotExist();
        }
    }

    /** Three events; the hash of the last commit. */
    private Hash write(String kafka) throws Exception {
        try (KafkaLedger ledger =
                KafkaLedger.open(KafkaLedgerConfig.writer(kafka, TOPIC, "main"), LedgerObserver.NONE)) {
            for (int i = 0; i < 3; i++) {
                Entry entry = Entry.of(
                        "event-" + i,
                        "noted",
                        "1",
                        List.of(new Tag("party", "p")),
                        Map.of(),
                        "{}".getBytes(StandardCharsets.UTF_8));
                assertThat(ledger.append(List.of(entry), null, () -> {}).get(LIMIT_SECONDS, TimeUnit.SECONDS))
                        .isInstanceOf(Outcome.Appended.class);
            }
            return ledger.head().hash();
        }
    }

    /** A record that extends the chain and can't be read. */
    private static byte[] behind(Hash head) {
        byte[] record = new byte[MAGIC_AND_VERSION + Hash.LENGTH + 1];
        System.arraycopy("RKLG\u0001".getBytes(StandardCharsets.UTF_8), 0, record, 0, MAGIC_AND_VERSION);
        System.arraycopy(head.bytes(), 0, record, MAGIC_AND_VERSION, Hash.LENGTH);
        return record;
    }

    private static void send(String kafka, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, null, value)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
