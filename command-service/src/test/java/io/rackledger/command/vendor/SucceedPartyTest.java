package io.rackledger.command.vendor;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.command.decision.Succession;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SucceedPartyTest {
    private static final PartyId XAI = new PartyId("xai");
    private static final PartyId HOLDING = new PartyId("xai-holding");
    private static final PartyId SPACE = new PartyId("spacex");

    @Test
    void a_party_takes_the_place_of_another() {
        decider(XAI, SPACE).when(body(XAI, SPACE, "2026-02")).then(new PartySucceeded(XAI, SPACE));
        decider(XAI, SPACE).whenObserved(body(XAI, SPACE, null)).then(new PartySucceeded(XAI, SPACE));
    }

    @Test
    void a_chain_of_successions_is_no_circle() {
        decider(HOLDING, SPACE)
                .given("2025-03-28", new PartySucceeded(XAI, HOLDING))
                .when(body(HOLDING, SPACE, "2026-02"))
                .then(new PartySucceeded(HOLDING, SPACE));
    }

    @Test
    void one_party_may_take_the_place_of_several() {
        decider(XAI, SPACE)
                .given("2025", new PartySucceeded(HOLDING, SPACE))
                .when(body(XAI, SPACE, "2026-02"))
                .then(new PartySucceeded(XAI, SPACE));
    }

    @Test
    void nobody_takes_their_own_place() {
        decider(XAI).when(body(XAI, XAI, "2026")).thenRefused("succession-cycle");
        decider(XAI).whenObserved(body(XAI, XAI, null)).thenRefused("succession-cycle");
    }

    @Test
    void nobody_takes_their_own_place_through_others_whatever_the_dates() {
        decider(SPACE, XAI)
                .given("2025", new PartySucceeded(XAI, HOLDING))
                .given(null, new PartySucceeded(HOLDING, SPACE))
                .when(body(SPACE, XAI, "2020"))
                .thenRefused("succession-cycle");
        decider(HOLDING, XAI)
                .given(null, new PartySucceeded(XAI, HOLDING))
                .whenObserved(body(HOLDING, XAI, null))
                .thenRefused("succession-cycle");
    }

    @Test
    void a_party_is_succeeded_once_whatever_the_dates() {
        decider(XAI, SPACE)
                .given("2025", new PartySucceeded(XAI, HOLDING))
                .when(body(XAI, SPACE, "2024"))
                .thenRefused("wrong-state");
        decider(XAI, SPACE)
                .given(null, new PartySucceeded(XAI, SPACE))
                .whenObserved(body(XAI, SPACE, null))
                .thenRefused("wrong-state");
    }

    @Test
    void a_succession_that_was_retracted_stands_in_nobodys_way() {
        decider(XAI, SPACE)
                .given("2025", new PartySucceeded(SPACE, XAI))
                .given(null, new FactRetracted("event-2", 2, List.of(Tag.succession()), "the other way round"))
                .when(body(XAI, SPACE, "2026-02"))
                .then(new PartySucceeded(XAI, SPACE));
    }

    @Test
    void both_parties_are_on_record() {
        decider(XAI).when(body(XAI, SPACE, null)).thenRefused("unknown-party");
        decider(SPACE).when(body(XAI, SPACE, null)).thenRefused("unknown-party");
    }

    private static DeciderFixture<SucceedParty.Body, Succession> decider(PartyId... parties) {
        DeciderFixture<SucceedParty.Body, Succession> fixture = DeciderFixture.of(new SucceedParty());
        for (PartyId party : parties) {
            fixture.given(null, new PartyRegistered(party, "A party", List.of(), Identifiers.NONE));
        }
        return fixture;
    }

    private static SucceedParty.Body body(PartyId predecessor, PartyId successor, @Nullable String on) {
        return new SucceedParty.Body(predecessor, successor, on == null ? null : ValidTime.parse(on));
    }
}
