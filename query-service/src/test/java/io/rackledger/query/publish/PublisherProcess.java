package io.rackledger.query.publish;

import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A publisher in a JVM of its own, to be killed. */
final class PublisherProcess {
    private PublisherProcess() {}

    /** Starts one. */
    static Process start(String servers, String ledgerTopic, String name, String topic, Path log) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublisherProcess.class.getName(),
                        servers,
                        ledgerTopic,
                        name,
                        topic))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        try (Ledger ledger = KafkaLedger.open(
                        KafkaLedgerConfig.reader(arguments[0], arguments[1], arguments[2]), LedgerObserver.NONE);
                PublicEvents events = new PublicEvents(
                        ledger,
                        new EventTopic(arguments[0], arguments[3], (short) 1, Map.of()),
                        PublicEvents.Pace.DEFAULT)) {
            events.start();
            System.in.read();
        }
    }
}
