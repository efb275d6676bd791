package io.rackledger.command.alliance;

import static io.rackledger.command.alliance.Allies.ALLIANCE;
import static io.rackledger.command.alliance.Allies.DELL;
import static io.rackledger.command.alliance.Allies.SUPERMICRO;
import static io.rackledger.command.alliance.Allies.XAI;
import static io.rackledger.command.alliance.Allies.formed;
import static io.rackledger.command.alliance.Allies.member;
import static io.rackledger.command.alliance.Allies.party;
import static io.rackledger.command.alliance.Allies.time;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.AllianceMemberJoined;
import io.rackledger.events.AllianceMemberLeft;
import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeAllianceMembershipTest {
    private static final AllianceMemberJoined JOINED = new AllianceMemberJoined(ALLIANCE, member(SUPERMICRO));
    private static final AllianceMemberLeft LEFT = new AllianceMemberLeft(ALLIANCE, SUPERMICRO);

    @Test
    void a_party_joins_as_a_member_unless_it_says_otherwise() {
        alliance("2024", XAI, DELL).when(join("2025")).then(JOINED);
        alliance("2024", XAI, DELL).whenObserved(join("2025")).then(JOINED);
        alliance("2024", XAI, DELL)
                .when(new ChangeAllianceMembership.Body(
                        ALLIANCE,
                        SUPERMICRO,
                        ChangeAllianceMembership.Change.JOIN,
                        Membership.Part.POWER,
                        Membership.Kind.COLLABORATOR,
                        time("2025")))
                .then(new AllianceMemberJoined(
                        ALLIANCE, new Membership(SUPERMICRO, Membership.Part.POWER, Membership.Kind.COLLABORATOR)));
    }

    @Test
    void a_party_leaves() {
        alliance("2024", XAI, DELL, SUPERMICRO).when(leave("2025")).then(LEFT);
        alliance("2024", XAI, DELL)
                .given("2024-06", JOINED)
                .whenObserved(leave("2025"))
                .then(LEFT);
    }

    @Test
    void the_alliance_and_the_party_are_on_record() {
        DeciderFixture.of(new ChangeAllianceMembership())
                .given(null, party(SUPERMICRO))
                .when(join("2025"))
                .thenRefused("unknown-alliance");
        DeciderFixture.of(new ChangeAllianceMembership())
                .given("2024", formed(XAI, DELL))
                .when(join("2025"))
                .thenRefused("unknown-party");
    }

    @Test
    void a_member_does_not_join() {
        alliance("2024", XAI, SUPERMICRO).when(join("2025")).thenRefused("already-member");
        alliance("2024", XAI, DELL).given(null, JOINED).whenObserved(join(null)).thenRefused("already-member");
    }

    @Test
    void who_left_may_join_again() {
        alliance("2024", XAI, DELL, SUPERMICRO)
                .given("2025", LEFT)
                .when(join("2025-06"))
                .then(JOINED);
    }

    @Test
    void who_is_no_member_does_not_leave() {
        alliance("2024", XAI, DELL).when(leave("2025")).thenRefused("not-member");
        alliance("2024", XAI, DELL, SUPERMICRO)
                .given("2025", LEFT)
                .whenObserved(leave("2026"))
                .thenRefused("not-member");
    }

    @Test
    void two_members_are_left() {
        alliance("2024", XAI, SUPERMICRO).when(leave("2025")).thenRefused("too-few-members");
        alliance("2024", XAI, SUPERMICRO).whenObserved(leave(null)).thenRefused("too-few-members");
    }

    @Test
    void nobody_joins_before_the_alliance_was_formed() {
        alliance("2024-06", XAI, DELL).when(join("2024-06")).then(JOINED);
        alliance("2024-06", XAI, DELL).when(join("2024-05")).thenRefused("before-alliance");
        alliance("2024-06", XAI, DELL).whenObserved(join("2023")).thenRefused("before-alliance");
        alliance("2024-06", XAI, DELL).when(join("2024")).thenFlagged("before-alliance", true, JOINED);
        alliance("2024-06", XAI, DELL).whenObserved(join(null)).thenFlagged("before-alliance", true, JOINED);
    }

    @Test
    void nobody_leaves_before_they_joined() {
        alliance("2024-06", XAI, DELL, SUPERMICRO).when(leave("2024-05")).thenRefused("before-member");
        alliance("2023", XAI, DELL)
                .given("2024-06", JOINED)
                .when(leave("2024-06"))
                .then(LEFT);
        alliance("2023", XAI, DELL)
                .given("2024-06", JOINED)
                .whenObserved(leave("2024-05"))
                .thenRefused("before-member");
        alliance("2023", XAI, DELL)
                .given("2024-06", JOINED)
                .when(leave("2024"))
                .thenFlagged("before-member", true, LEFT);
        alliance(null, XAI, DELL, SUPERMICRO).when(leave("2024")).thenFlagged("before-member", true, LEFT);
    }

    @Test
    void who_joins_says_in_which_role_and_who_leaves_does_not() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(ChangeAllianceMembership.Change.JOIN, null, null))
                .withMessageContaining("role");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(ChangeAllianceMembership.Change.LEAVE, Membership.Part.POWER, null))
                .withMessageContaining("role");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangeAllianceMembership.Body(
                        ALLIANCE,
                        SUPERMICRO,
                        ChangeAllianceMembership.Change.LEAVE,
                        null,
                        Membership.Kind.ADVISOR,
                        null))
                .withMessageContaining("kind");
    }

    private static DeciderFixture<ChangeAllianceMembership.Body, ChangeAllianceMembership.State> alliance(
            @Nullable String formedOn, PartyId... members) {
        return DeciderFixture.of(new ChangeAllianceMembership())
                .given(null, party(SUPERMICRO))
                .given(formedOn, formed(members));
    }

    private static ChangeAllianceMembership.Body join(@Nullable String since) {
        return body(ChangeAllianceMembership.Change.JOIN, Membership.Part.OTHER, since);
    }

    private static ChangeAllianceMembership.Body leave(@Nullable String since) {
        return body(ChangeAllianceMembership.Change.LEAVE, null, since);
    }

    private static ChangeAllianceMembership.Body body(
            ChangeAllianceMembership.Change change, Membership.@Nullable Part role, @Nullable String since) {
        return new ChangeAllianceMembership.Body(ALLIANCE, SUPERMICRO, change, role, null, time(since));
    }
}
