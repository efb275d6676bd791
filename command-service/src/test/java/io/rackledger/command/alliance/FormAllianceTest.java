package io.rackledger.command.alliance;

import static io.rackledger.command.alliance.Allies.ALLIANCE;
import static io.rackledger.command.alliance.Allies.DELL;
import static io.rackledger.command.alliance.Allies.XAI;
import static io.rackledger.command.alliance.Allies.formed;
import static io.rackledger.command.alliance.Allies.party;
import static io.rackledger.command.alliance.Allies.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.AllianceFormed;
import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import io.rackledger.events.wire.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormAllianceTest {
    @Test
    void parties_join_forces_as_members_unless_it_says_otherwise() {
        decider().when(body(member(XAI), member(DELL))).then(formed(XAI, DELL));
        decider().whenObserved(body(member(XAI), member(DELL))).then(formed(XAI, DELL));
        decider()
                .when(body(
                        member(XAI), new FormAlliance.Member(DELL, Membership.Part.FINANCE, Membership.Kind.ADVISOR)))
                .then(new AllianceFormed(
                        ALLIANCE,
                        null,
                        List.of(
                                Allies.member(XAI),
                                new Membership(DELL, Membership.Part.FINANCE, Membership.Kind.ADVISOR))));
    }

    @Test
    void an_alliance_is_formed_once_by_members_on_record() {
        decider()
                .given("2024", formed(XAI, DELL))
                .when(body(member(XAI), member(DELL)))
                .thenRefused("alliance-exists");
        DeciderFixture.of(new FormAlliance())
                .given(null, party(XAI))
                .when(body(member(XAI), member(DELL)))
                .thenRefused("unknown-party");
    }

    @Test
    void an_alliance_has_two_members_at_least() {
        DeciderFixture.of(new FormAlliance())
                .given(null, party(XAI))
                .when(body(member(XAI)))
                .thenRefused("too-few-members");
        DeciderFixture.of(new FormAlliance()).whenObserved(body()).thenRefused("too-few-members");
    }

    @Test
    void nobody_is_a_member_twice() {
        FormAlliance.Body twice = body(
                member(XAI),
                member(DELL),
                new FormAlliance.Member(XAI, Membership.Part.RESEARCH, Membership.Kind.ADVISOR));
        decider().when(twice).thenRefused("member-twice");
        decider().whenObserved(twice).thenRefused("member-twice");
    }

    @Test
    void a_name_is_not_blank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FormAlliance.Body(ALLIANCE, " ", List.of(), null))
                .withMessageContaining("name");
    }

    @Test
    void the_body_is_read_as_the_interface_describes_it() {
        FormAlliance.Body body = WireJson.strict().readValue("""
                {"alliance":"partners","on":"2024-06","members":[
                 {"party":"xai","role":"OTHER"},{"party":"dell","role":"FINANCE","kind":"ADVISOR"}]}
                """, FormAlliance.Body.class);
        assertThat(body)
                .isEqualTo(body(
                        member(XAI), new FormAlliance.Member(DELL, Membership.Part.FINANCE, Membership.Kind.ADVISOR)));
    }

    private static DeciderFixture<FormAlliance.Body, FormAlliance.State> decider() {
        return DeciderFixture.of(new FormAlliance()).given(null, party(XAI)).given(null, party(DELL));
    }

    private static FormAlliance.Member member(PartyId party) {
        return new FormAlliance.Member(party, Membership.Part.OTHER, null);
    }

    private static FormAlliance.Body body(FormAlliance.Member... members) {
        return new FormAlliance.Body(ALLIANCE, null, List.of(members), time("2024-06"));
    }
}
