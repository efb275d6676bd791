package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples in the sheets of commands make one history, whose facts are told again as the commands they came of. */
class RetellingTest {
    private static final List<String> PARTIES = List.of("xai", "spacex", "dell", "supermicro", "wistron", "foxconn");
    private static final List<String> COMMANDS = List.of(
            "assign-party-role",
            "succeed-party",
            "link-supplier",
            "report-supply-state",
            "unlink-supplier",
            "record-disclosure",
            "open-financing-round",
            "revise-financing-round",
            "close-financing-round",
            "form-alliance",
            "change-alliance-membership",
            "record-claim",
            "raise-contradiction",
            "resolve-contradiction");

    private final Desk desk = new Desk();

    @Test
    void the_examples_are_taken_and_every_fact_is_told_again_by_its_own_command() {
        PARTIES.forEach(party -> desk.accept("register-party", """
                {"party":"%s","legalName":"%s Inc."}""".formatted(party, party)));
        String facility = desk.accept("register-facility", """
                {"facility":"colossus-1","controller":"xai","place":{"name":"Memphis"},"limits":{},"from":"2024"}""");
        for (String command : COMMANDS) {
            String id = desk.accept(
                    command,
                    decider(command)
                            .sheet()
                            .example()
                            .replace("0193f2a4-7c1e-7000-8000-000000000001", facility)
                            .replace("0193f2a4-7c1e-7000-8000-000000000002", claim()));
            Recorded fact = fact(id);
            assertThat(decider(command).sheet().yields()).contains(fact.event().getClass());
            for (Decider<?, ?> each : CommandServiceConfiguration.deciders()) {
                assertThat(toldAgain(each, fact))
                        .as("%s of %s", each.name(), fact.event())
                        .isEqualTo(each.name().equals(command) ? List.of(fact.event()) : List.of());
            }
        }
    }

    /** The claim that was recorded before the contradiction; nothing before that. */
    private String claim() {
        return desk.recorded().stream()
                .filter(each -> each.event() instanceof ClaimRecorded)
                .map(Recorded::id)
                .findFirst()
                .orElse("");
    }

    private Recorded fact(String id) {
        return desk.recorded().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
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
