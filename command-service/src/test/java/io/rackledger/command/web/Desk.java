package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.rackledger.command.axon.Request;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.RulesSeen;
import io.rackledger.events.Event;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Takes commands as JSON, decides them with the real deciders on what it holds in memory, and records the events. */
final class Desk {
    private final CommandReader reader = new CommandReader(
            CommandServiceConfiguration.deciders(), Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC));
    private final List<Recorded> recorded = new ArrayList<>();
    private int commands;

    /** All that is recorded, in its order. */
    List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    /** The facts that stand, without ids and places. */
    List<Event> standing() {
        return Facts.standing(recorded).stream().map(Recorded::event).toList();
    }

    /** Records a command that must be accepted; answers the id of its first event. */
    String accept(String command, String body) {
        return switch (decide(command, body)) {
            case Decision.Accepted accepted ->
                recorded.get(recorded.size() - accepted.events().size()).id();
            case Decision.Refused refused ->
                fail(command + " was refused by " + refused.rule() + ": " + refused.because());
        };
    }

    /** Sends a command that must be refused by a rule; answers why. */
    String refuse(String rule, String command, String body) {
        return switch (decide(command, body)) {
            case Decision.Accepted accepted -> fail(command + " was accepted with " + accepted.events());
            case Decision.Refused refused -> {
                assertThat(refused.rule()).as(refused.because()).isEqualTo(rule);
                yield refused.because();
            }
        };
    }

    private Decision decide(String command, String body) {
        return decideAs("command-" + ++commands, command, body);
    }

    /** Decides a command under an id of its own. */
    Decision decideAs(String id, String command, String body) {
        return decide(
                reader.deciders().get(command),
                reader.request(command, id, reader.object(body.getBytes(StandardCharsets.UTF_8)), "test", false));
    }

    @SuppressWarnings("unchecked")
    private <C extends Command, S> Decision decide(Decider<C, S> decider, Request<?> request) {
        Intake<C> intake = (Intake<C>) request.intake();
        Deliberation<C, S> deliberation = new Deliberation<>(decider, intake);
        for (List<Criterion> next = deliberation.next(); !next.isEmpty(); next = deliberation.next()) {
            List<Criterion> round = next;
            deliberation.take(recorded.stream()
                    .filter(fact -> round.stream().anyMatch(criterion -> criterion.matches(fact)))
                    .toList());
        }
        Decision decision = deliberation.decide();
        RulesSeen.note(decider, intake.body(), decision);
        if (decision instanceof Decision.Accepted accepted) {
            for (int i = 0; i < accepted.events().size(); i++) {
                record(intake, accepted.events().get(i), i);
            }
        }
        return decision;
    }

    private void record(Intake<?> intake, Event event, int index) {
        recorded.add(new Recorded(
                recorded.size(),
                Recorded.id(intake.id(), index),
                intake.at(),
                intake.validAt(),
                intake.mode(),
                intake.provenance(),
                intake.actor(),
                intake.id(),
                intake.correlation(),
                event));
    }
}
