package io.rackledger.command.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Given facts, when a command, then facts or a rule. Fails if a given fact lies outside the boundary, unless it is
 * given as one that happened {@link #elsewhere}: a decision that doesn't read a fact isn't tested by it.
 */
public final class DeciderFixture<C extends Command, S> {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SourceId SOURCE = new SourceId("press");

    private final Decider<C, S> decider;
    private final List<Recorded> facts = new ArrayList<>();
    private final List<Recorded> elsewhere = new ArrayList<>();
    private @Nullable Intake<C> intake;
    private @Nullable Decision decision;

    private DeciderFixture(Decider<C, S> decider) {
        this.decider = decider;
    }

    public static <C extends Command, S> DeciderFixture<C, S> of(Decider<C, S> decider) {
        return new DeciderFixture<>(decider);
    }

    /** A fact of that valid time ({@code null} for unknown), which the decision must read. */
    public DeciderFixture<C, S> given(@Nullable String validAt, Event event) {
        facts.add(recorded(validAt, event));
        return this;
    }

    /** A fact that the decision must not read. */
    public DeciderFixture<C, S> elsewhere(@Nullable String validAt, Event event) {
        elsewhere.add(recorded(validAt, event));
        return this;
    }

    private Recorded recorded(@Nullable String validAt, Event event) {
        long position = facts.size() + elsewhere.size();
        return new Recorded(
                position,
                "event-" + position,
                NOW.minusSeconds(1000 - position),
                validAt == null ? null : ValidTime.parse(validAt),
                Mode.DECIDED,
                null,
                "test",
                "command-" + position,
                null,
                event);
    }

    public DeciderFixture<C, S> when(C command) {
        return decide(command, Mode.DECIDED, null);
    }

    public DeciderFixture<C, S> whenObserved(C command) {
        facts.add(recorded(null, new SourceRegistered(SOURCE, "A report", "A paper", null, "0".repeat(64))));
        return decide(command, Mode.OBSERVED, new Provenance(SOURCE, null, null, Confidence.REPORTED));
    }

    private DeciderFixture<C, S> decide(C command, Mode mode, @Nullable Provenance provenance) {
        ValidTime validAt = command.validAt();
        if (validAt == null && mode == Mode.DECIDED) {
            validAt = ValidTime.of(NOW);
        }
        intake = new Intake<>("the-command", decider.name(), command, mode, provenance, validAt, NOW, "test", null);
        Deliberation<C, S> deliberation = new Deliberation<>(decider, intake);
        for (List<Criterion> next = deliberation.next(); !next.isEmpty(); next = deliberation.next()) {
            List<Criterion> round = next;
            List<Recorded> all = new ArrayList<>(facts);
            all.addAll(elsewhere);
            deliberation.take(all.stream()
                    .filter(fact -> round.stream().anyMatch(criterion -> criterion.matches(fact)))
                    .toList());
        }
        for (Recorded fact : facts) {
            assertThat(deliberation.boundary().contains(fact))
                    .as("the boundary holds the given fact %s", fact.event())
                    .isTrue();
        }
        for (Recorded fact : elsewhere) {
            assertThat(deliberation.boundary().contains(fact))
                    .as("the boundary leaves out %s", fact.event())
                    .isFalse();
        }
        decision = deliberation.decide();
        return this;
    }

    /** Accepted with exactly these events and no anomaly. */
    public void then(Event... events) {
        assertThat(accepted()).containsExactly(events);
    }

    /** Accepted with these events and one anomaly of that rule. */
    public void thenFlagged(String rule, boolean possible, Event... events) {
        List<Event> all = accepted();
        List<Event> plain =
                all.stream().filter(e -> !(e instanceof AnomalyFlagged)).toList();
        assertThat(plain).containsExactly(events);
        assertThat(all.stream()
                        .filter(AnomalyFlagged.class::isInstance)
                        .map(AnomalyFlagged.class::cast)
                        .map(a -> a.rule() + (a.possible() ? " possible" : "")))
                .containsExactly(rule + (possible ? " possible" : ""));
        assertInSheet(rule);
    }

    /** What a caller may be told stands in the catalogue, by the sheet or by what holds for every command. */
    private void assertInSheet(String rule) {
        assertThat(RulesSeen.rules(decider, intake.body()))
                .as("rules of %s in the catalogue", decider.name())
                .contains(rule);
    }

    public void thenRefused(String rule) {
        switch (decision) {
            case Decision.Refused refused -> {
                assertThat(refused.rule()).isEqualTo(rule);
                assertThat(refused.because()).isNotBlank();
                assertInSheet(rule);
                RulesSeen.note(decider, intake.body(), refused);
            }
            case Decision.Accepted accepted -> fail("accepted with " + accepted.events());
            case null -> fail("no command was given");
        }
    }

    /** The events of an accepted command, anomalies included. */
    public List<Event> accepted() {
        return switch (decision) {
            case Decision.Accepted accepted -> {
                RulesSeen.note(decider, intake.body(), accepted);
                yield accepted.events();
            }
            case Decision.Refused refused -> fail("refused by " + refused.rule() + ": " + refused.because());
            case null -> fail("no command was given");
        };
    }
}
