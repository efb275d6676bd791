package io.rackledger.command.vendor;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.Role;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignPartyRoleTest {
    private static final PartyId DELL = new PartyId("dell");
    private static final PartyId OTHER = new PartyId("other");

    @Test
    void a_party_takes_on_a_role() {
        decider().when(body(Role.MANUFACTURER, "2024")).then(new PartyRoleAssigned(DELL, Role.MANUFACTURER));
        decider().whenObserved(body(Role.MANUFACTURER, null)).then(new PartyRoleAssigned(DELL, Role.MANUFACTURER));
    }

    @Test
    void a_role_that_it_was_registered_with_is_held() {
        decider().when(body(Role.VENDOR, null)).thenRefused("role-held");
        decider().whenObserved(body(Role.VENDOR, null)).thenRefused("role-held");
    }

    @Test
    void a_role_that_it_took_on_is_held_whatever_the_dates() {
        decider()
                .given("2025", new PartyRoleAssigned(DELL, Role.CLOUD))
                .when(body(Role.CLOUD, "2024"))
                .thenRefused("role-held");
        decider()
                .given(null, new PartyRoleAssigned(DELL, Role.CLOUD))
                .whenObserved(body(Role.CLOUD, null))
                .thenRefused("role-held");
        decider()
                .given("2025", new PartyRoleAssigned(DELL, Role.CLOUD))
                .when(body(Role.RESEARCH, "2024"))
                .then(new PartyRoleAssigned(DELL, Role.RESEARCH));
    }

    @Test
    void an_assignment_that_was_retracted_is_held_no_more() {
        decider()
                .given("2025", new PartyRoleAssigned(DELL, Role.CLOUD))
                .given(null, new FactRetracted("event-1", 1, List.of(Tag.of(DELL)), "another Dell"))
                .when(body(Role.CLOUD, "2024"))
                .then(new PartyRoleAssigned(DELL, Role.CLOUD));
    }

    @Test
    void what_others_do_does_not_count() {
        decider()
                .elsewhere("2024", new PartyRoleAssigned(OTHER, Role.CLOUD))
                .when(body(Role.CLOUD, null))
                .accepted();
    }

    @Test
    void the_party_is_on_record() {
        DeciderFixture.of(new AssignPartyRole()).when(body(Role.CLOUD, null)).thenRefused("unknown-party");
    }

    private static DeciderFixture<AssignPartyRole.Body, AssignPartyRole.State> decider() {
        return DeciderFixture.of(new AssignPartyRole())
                .given(null, new PartyRegistered(DELL, "Dell", List.of(Role.VENDOR), Identifiers.NONE));
    }

    private static AssignPartyRole.Body body(Role role, @Nullable String from) {
        return new AssignPartyRole.Body(DELL, role, from == null ? null : ValidTime.parse(from));
    }
}
