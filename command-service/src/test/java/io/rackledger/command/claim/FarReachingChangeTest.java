package io.rackledger.command.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.command.decision.FewRedecisions;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Subject;
import io.rackledger.events.wire.EventCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change is not tried on more facts than its limit, here two. */
class FarReachingChangeTest {
    private static final PartyId DELL = new PartyId("dell");
    private static final Event PARTY = new PartyRegistered(DELL, "Dell", List.of(), Identifiers.NONE);

    private static Event claim(String text) {
        return new ClaimRecorded(new Subject(Subject.Kind.PARTY, "dell"), "strategy", null, null, text);
    }

    private static <C extends Command, S> DeciderFixture<C, S> party(Decider<C, S> decider, int claims) {
        DeciderFixture<C, S> fixture = DeciderFixture.of(decider).given(null, PARTY);
        for (int i = 0; i < claims; i++) {
            fixture.given(null, claim("claim " + i));
        }
        return fixture;
    }

    private static final CorrectFact.Body CORRECTION =
            new CorrectFact.Body("event-0", Map.of("legalName", "Dell Technologies Inc."), "misread", null);
    private static final RetractFact.Body RETRACTION = new RetractFact.Body("event-0", "withdrawn", true, null);

    private static CorrectFact correctFact() {
        return new CorrectFact(FewRedecisions.of(ClaimCommands.all(), 2), new EventCodec()::reword);
    }

    private static RetractFact retractFact() {
        return new RetractFact(FewRedecisions.of(ClaimCommands.all(), 2));
    }

    @Test
    void a_correction_that_reaches_too_far_is_refused() {
        party(correctFact(), 3).when(CORRECTION).thenRefused("too-far-reaching");
    }

    @Test
    void a_correction_within_the_limit_is_accepted() {
        party(correctFact(), 1).when(CORRECTION).accepted();
    }

    @Test
    void a_retraction_that_reaches_too_far_is_refused() {
        party(retractFact(), 3).when(RETRACTION).thenRefused("too-far-reaching");
    }

    @Test
    void a_retraction_within_the_limit_is_accepted() {
        List<Event> events = party(retractFact(), 2).when(RETRACTION).accepted();
        assertThat(events).hasSize(3).allMatch(FactRetracted.class::isInstance);
    }
}
