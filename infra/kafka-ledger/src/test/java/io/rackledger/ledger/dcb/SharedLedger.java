package io.rackledger.ledger.dcb;

import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each example a {@link World} in one ledger on one broker, which all of them share. */
final class SharedLedger implements ParameterResolver {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Opened opened = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedLedger.class))
                .computeIfAbsent("ledger", key -> Opened.now(), Opened.class);
        return World.in(opened.ledger());
    }

    private record Opened(Path folder, EmbeddedBroker broker, KafkaLedger ledger) implements AutoCloseable {
        static Opened now() {
            try {
                Path folder = Files.createTempDirectory("examples");
                EmbeddedBroker broker = EmbeddedBroker.start(folder);
                KafkaLedger ledger = KafkaLedger.open(
                        KafkaLedgerConfig.writer(broker.bootstrapServers(), "examples", "examples"),
                        LedgerObserver.NONE);
                await().atMost(LIMIT).until(() -> ledger.status().state() == Ledger.State.WRITING);
                return new Opened(folder, broker, ledger);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            ledger.close();
            broker.close();
            Utils.delete(folder.toFile());
        }
    }
}
