package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The examples in the sheets of commands make one history, whose facts are told again as the commands they came of. */
class RetellingTest {
    /** What changes other facts is told again by nobody. */
    private static final Set<String> CHANGES = Set.of("correct-fact", "retract-fact");

    private final Desk desk = new Desk();

    @Test
    void every_fact_of_the_examples_is_told_again_by_its_own_command_and_by_no_other() throws IOException {
        Map<String, Integer> times = new HashMap<>();
        for (String line : Story.lines()) {
            String[] parts = line.split(" ", 2);
            String command = parts[0];
            String body =
                    parts.length == 2 ? parts[1] : decider(command).sheet().example();
            int size = desk.recorded().size();
            Decision decision = desk.decideAs(command + "-" + times.merge(command, 1, Integer::sum), command, body);
            assertThat(decision).as(line).isInstanceOf(Decision.Accepted.class);

            Recorded fact = desk.recorded().get(size);
            for (Decider<?, ?> each : CommandServiceConfiguration.deciders()) {
                boolean itsOwn = each.name().equals(command) && !CHANGES.contains(command);
                assertThat(toldAgain(each, fact))
                        .as("%s of %s", each.name(), fact.event())
                        .isEqualTo(itsOwn ? List.of(fact.event()) : List.of());
            }
        }
    }

    private static Decider<?, ?> decider(String name) {
        return CommandServiceConfiguration.deciders().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the decider's commands would record, on what had been recorded before the fact. */
    private <C extends Command, S> List<Event> toldAgain(Decider<C, S> decider, Recorded fact) {
        return decider.retell(fact).stream()
                .map(body -> decide(decider, body, fact))
                .toList();
    }

    private <C extends Command, S> Event decide(Decider<C, S> decider, C body, Recorded fact) {
        Deliberation<C, S> deliberation = new Deliberation<>(
                decider,
                new Intake<>(
                        fact.command(),
                        decider.name(),
                        body,
                        fact.mode(),
                        null,
                        fact.validAt(),
                        fact.recordedAt(),
                        fact.actor(),
                        null));
        for (List<Criterion> next = deliberation.next(); !next.isEmpty(); next = deliberation.next()) {
            List<Criterion> round = next;
            deliberation.take(desk.recorded().stream()
                    .filter(each -> each.position() < fact.position())
                    .filter(each -> round.stream().anyMatch(criterion -> criterion.matches(each)))
                    .toList());
        }
        return ((Decision.Accepted) deliberation.decide()).events().getFirst();
    }
}
