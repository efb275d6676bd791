package io.rackledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Head;
import io.rackledger.ledger.EngineLedger;
import io.rackledger.ledger.EngineLoop;
import io.rackledger.ledger.IndexSettings;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.LedgerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What a ledger's health says of each of its states. */
class LedgerHealthTest {
    /** A ledger that fares as it is told to. */
    private static final class GivenLedger extends EngineLedger {
        private final EngineLoop engine = new EngineLoop(
                "given",
                true,
                LedgerSettings.DEFAULT,
                IndexSettings.IN_MEMORY,
                Duration.ofSeconds(1),
                new EngineLoop.Log() {
                    @Override
                    public void send(long sendId, byte[] value) {}

                    @Override
                    public void abandonSends() {}
                },
                LedgerObserver.NONE,
                Clock.systemUTC(),
                new Random(1),
                Runnable::run);
        private final Ledger.Status status;

        GivenLedger(Ledger.Status status) {
            this.status = status;
        }

        @Override
        protected EngineLoop engine() {
            return engine;
        }

        @Override
        public String name() {
            return "given";
        }

        @Override
        public Ledger.Status status() {
            return status;
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, true, '', unavailable, false",
        "STARTING, false, no broker, unavailable, false",
        "WRITING, true, '', writing, true",
        "WRITING, false, no broker, read-only, false",
        "RECOVERING, true, '', recovering, false",
        "RECOVERING, true, nothing can be written, read-only, false",
        "FOLLOWING, true, '', following, false",
        "FOLLOWING, false, no broker, read-only, false",
        "STOPPED, true, a broken record, read-only, false",
    })
    void a_writer_says_what_it_does_and_why_it_does_no_more(
            Ledger.State state, boolean reachable, String because, String serves, boolean up) {
        Ledger ledger = new GivenLedger(new Ledger.Status(state, reachable, because, 0));
        Health health = new LedgerHealth(ledger, Ledger.State.WRITING).health();
        assertThat(health.getStatus()).isEqualTo(up ? Status.UP : Status.OUT_OF_SERVICE);
        assertThat(health.getDetails())
                .containsAllEntriesOf(Map.of("serves", serves, "because", because, "position", Head.EMPTY.size() - 1));
    }

    @ParameterizedTest
    @CsvSource({"FOLLOWING, true, true", "FOLLOWING, false, false", "STOPPED, true, false"})
    void a_reader_is_up_while_it_follows(Ledger.State state, boolean reachable, boolean up) {
        Ledger ledger = new GivenLedger(new Ledger.Status(state, reachable, "", 0));
        assertThat(new LedgerHealth(ledger, Ledger.State.FOLLOWING).health().getStatus())
                .isEqualTo(up ? Status.UP : Status.OUT_OF_SERVICE);
    }
}
