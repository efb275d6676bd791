package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.command.axon.Decisions;
import io.rackledger.command.axon.Handled;
import io.rackledger.command.decision.Decider;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that span entities, as races on a real broker. A command is held when it has read all that it decides on;
 * meanwhile another one is decided. Where the two overlap, the held one must lose, though all that it read allowed it;
 * where they are apart, neither waits for the other, and both are taken.
 */
class RacesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static int races;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static Stream<Race> races() {
        return Races.all();
    }

    @ParameterizedTest
    @MethodSource("races")
    void of_two_commands_whose_boundaries_overlap_one_wins(Race race) throws Exception {
        try (Court court = new Court(race)) {
            Handled held = court.hold(race.held(), () -> court.accept(race.rival()));
            assertThat(held)
                    .isInstanceOfSatisfying(
                            Handled.Refused.class,
                            refused -> assertThat(refused.rule())
                                    .as(refused.because())
                                    .isEqualTo(race.rule()));
        }
    }

    @ParameterizedTest
    @MethodSource("races")
    void of_two_commands_whose_boundaries_are_apart_none_waits_for_the_other(Race race) throws Exception {
        try (Court court = new Court(race)) {
            Handled held = court.hold(race.held(), () -> court.accept(race.apart()));
            assertThat(held).isInstanceOf(Handled.Accepted.class);
            assertThat(court.hold.decisions())
                    .as("decided without losing a race")
                    .isEqualTo(1);
        }
    }

    /** One ledger, with the real deciders. */
    private static final class Court implements AutoCloseable {
        private final HeldDecider.Hold hold = new HeldDecider.Hold("held");
        private final KafkaLedger ledger;
        private final CommandReader reader;
        private final Decisions decisions;
        private int commands;

        Court(Race race) {
            String topic = "race-" + ++races;
            ledger = KafkaLedger.open(
                    KafkaLedgerConfig.writer(broker.bootstrapServers(), topic, topic), LedgerObserver.NONE);
            await().atMost(LIMIT).until(() -> ledger.status().state() == Ledger.State.WRITING);
            List<Decider<?, ?>> held = CommandServiceConfiguration.deciders().stream()
                    .<Decider<?, ?>>map(decider -> new HeldDecider<>(decider, hold))
                    .toList();
            reader = new CommandReader(held, Clock.systemUTC());
            decisions = new Decisions(ledger, held);
            race.before().forEach(this::accept);
        }

        Handled hold(Race.Sent sent, Runnable meanwhile) throws Exception {
            CompletableFuture<Handled> held = CompletableFuture.supplyAsync(() -> send("held", sent));
            hold.awaitReached();
            meanwhile.run();
            assertThat(held).isNotDone();
            hold.release();
            return held.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        void accept(Race.Sent sent) {
            assertThat(send("c-" + ++commands, sent)).as(sent.body()).isInstanceOf(Handled.Accepted.class);
        }

        private Handled send(String id, Race.Sent sent) {
            return decisions
                    .decide(
                            reader.request(
                                    sent.command(),
                                    id,
                                    reader.object(sent.body().getBytes(StandardCharsets.UTF_8)),
                                    "test",
                                    false),
                            () -> {})
                    .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }

        @Override
        public void close() {
            decisions.close();
            ledger.close();
        }
    }
}
