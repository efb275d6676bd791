package io.rackledger.command.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.Signal;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForkTest {
    private static final Instant NOW = Instant.parse("2026-06-07T08:09:10Z");
    private static final PartyId DELL = new PartyId("dell");
    private static final Event REGISTERED = new PartyRegistered(DELL, "Dell", List.of(), Identifiers.NONE);
    private static final Event PROBE = new RiskSignalRecorded(DELL, Signal.PROBE, null, null, null);

    private final MemoryLedger ledger = new MemoryLedger().with("register", "hash-r", null, REGISTERED);

    /** A party is probed three times at most. */
    private record Probe(PartyId party) implements Command {
        @Override
        public @Nullable ValidTime validAt() {
            return null;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(party);
        }
    }

    private static final class Probing implements Decider<Probe, Long> {
        @Override
        public String name() {
            return "probe";
        }

        @Override
        public Class<Probe> bodyType() {
            return Probe.class;
        }

        @Override
        public Sheet sheet() {
            return Sheet.of("Probes a party.", RiskSignalRecorded.class);
        }

        @Override
        public Boundary boundary(Probe command, Long state) {
            return Boundary.of(Tag.of(command.party()), RiskSignalRecorded.class);
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public Long evolve(Long state, Recorded recorded) {
            return recorded.event() instanceof RiskSignalRecorded ? state + 1 : state;
        }

        @Override
        public Decision decide(Intake<Probe> intake, Long state) {
            return Findings.on(intake)
                    .structural("probed-enough", state >= 3, "three times at most")
                    .accept(() -> PROBE);
        }
    }

    private static Forked probe(Fork fork, String id) {
        return probe(fork, id, "hash-" + id);
    }

    private static Forked probe(Fork fork, String id, String bodyHash) {
        Intake<Probe> intake = new Intake<>(
                id, "probe", new Probe(DELL), Mode.DECIDED, null, ValidTime.of(NOW), NOW, "test", "a what-if");
        return fork.decide(new Probing(), intake, bodyHash);
    }

    private static void assertRefused(Forked forked, String rule) {
        assertThat(forked)
                .isInstanceOfSatisfying(
                        Forked.Refused.class,
                        refused -> assertThat(refused.refusal().rule()).isEqualTo(rule));
    }

    @Test
    void each_command_sees_the_events_of_those_before_it_and_of_the_ledger() {
        ledger.with("p-1", "hash-p-1", null, PROBE);
        Fork fork = Fork.of(ledger);

        assertThat(probe(fork, "a")).isInstanceOf(Forked.Accepted.class);
        assertThat(probe(fork, "b")).isInstanceOf(Forked.Accepted.class);
        assertRefused(probe(fork, "c"), "probed-enough");
        assertThat(ledger.tip().size()).isEqualTo(2);
        assertThat(probe(Fork.of(ledger), "a"))
                .as("another fork knows nothing of it")
                .isInstanceOf(Forked.Accepted.class);
    }

    @Test
    void events_go_on_where_the_ledger_ends_and_tell_all_that_recorded_ones_do() {
        Fork fork = Fork.of(ledger);
        probe(fork, "a");

        assertThat(probe(fork, "b")).isInstanceOfSatisfying(Forked.Accepted.class, accepted -> {
            assertThat(accepted.repeated()).isFalse();
            assertThat(accepted.events())
                    .containsExactly(new Recorded(
                            2, "fork-2", NOW, ValidTime.of(NOW), Mode.DECIDED, null, "test", "b", "a what-if", PROBE));
        });
    }

    @Test
    void an_earlier_position_leaves_out_what_came_after() {
        ledger.with("p-1", "h", null, PROBE).with("p-2", "h", null, PROBE).with("p-3", "h", null, PROBE);

        assertRefused(probe(Fork.of(ledger), "a"), "probed-enough");
        Fork past = Fork.of(ledger, 3);
        assertThat(past.at()).isEqualTo(3);
        assertThat(probe(past, "a")).isInstanceOf(Forked.Accepted.class);
        assertRefused(probe(Fork.of(ledger, 0), "a"), "unknown-party");
    }

    @Test
    void what_is_in_flight_is_not_seen() {
        ledger.inFlight("p-1", "h", null, PROBE)
                .inFlight("p-2", "h", null, PROBE)
                .inFlight("p-3", "h", null, PROBE);

        Fork fork = Fork.of(ledger);

        assertThat(fork.at()).isEqualTo(1);
        assertThat(probe(fork, "a")).isInstanceOf(Forked.Accepted.class);
        assertThat(probe(fork, "p-1", "other")).isInstanceOf(Forked.Accepted.class);
    }

    @Test
    void a_repeated_id_gets_its_first_outcome_and_another_body_none() {
        ledger.with("p-1", "hash-p-1", null, PROBE);
        Fork fork = Fork.of(ledger);

        assertThat(probe(fork, "p-1")).isInstanceOfSatisfying(Forked.Accepted.class, accepted -> {
            assertThat(accepted.repeated()).isTrue();
            assertThat(accepted.events().getFirst().position()).isEqualTo(1);
        });
        assertThat(probe(fork, "p-1", "other")).isInstanceOf(Forked.IdReused.class);
        probe(fork, "a");
        assertThat(probe(fork, "a")).isInstanceOfSatisfying(Forked.Accepted.class, accepted -> {
            assertThat(accepted.repeated()).isTrue();
            assertThat(accepted.events().getFirst().id()).isEqualTo("fork-2");
        });
        assertThat(probe(fork, "a", "other")).isInstanceOf(Forked.IdReused.class);
        assertThat(probe(Fork.of(ledger, 1), "p-1", "other"))
                .as("that command had not been decided then")
                .isInstanceOf(Forked.Accepted.class);
    }

    @Test
    void a_refusal_is_repeated_even_when_it_would_be_accepted_by_now() {
        Fork fork = Fork.of(ledger, 0);
        assertRefused(probe(fork, "a"), "unknown-party");

        assertThat(probe(fork, "a")).isInstanceOfSatisfying(Forked.Refused.class, refused -> {
            assertThat(refused.repeated()).isTrue();
            assertThat(refused.event().position()).isZero();
        });
    }

    @Test
    void a_position_that_the_ledger_has_not_reached_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fork.of(ledger, 2))
                .withMessageContaining("1");
        assertThatIllegalArgumentException().isThrownBy(() -> Fork.of(ledger, -1));
    }
}
