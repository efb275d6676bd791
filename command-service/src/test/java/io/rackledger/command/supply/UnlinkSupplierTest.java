package io.rackledger.command.supply;

import static io.rackledger.command.supply.Links.ASSEMBLY;
import static io.rackledger.command.supply.Links.DELL;
import static io.rackledger.command.supply.Links.FOXCONN;
import static io.rackledger.command.supply.Links.WISTRON;
import static io.rackledger.command.supply.Links.linked;
import static io.rackledger.command.supply.Links.party;
import static io.rackledger.command.supply.Links.time;
import static io.rackledger.command.supply.Links.unlinked;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.command.decision.SupplyLinks;
import io.rackledger.events.SupplierLinked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnlinkSupplierTest {
    @Test
    void a_link_ends() {
        linkedSince("2024").when(until("2025")).then(unlinked(WISTRON, DELL));
        linkedSince("2024").when(until("2024")).then(unlinked(WISTRON, DELL));
        linkedSince("2024").when(until(null)).then(unlinked(WISTRON, DELL));
    }

    @Test
    void a_link_that_is_not_there_does_not_end() {
        decider().when(until("2025")).thenRefused("not-linked");
        decider().whenObserved(until(null)).thenRefused("not-linked");
        decider().given("2024", linked(DELL, WISTRON, null)).when(until("2025")).thenRefused("not-linked");
        decider()
                .elsewhere("2024", linked(FOXCONN, DELL, null))
                .when(until("2025"))
                .thenRefused("not-linked");
        decider()
                .elsewhere("2024", new SupplierLinked(WISTRON, DELL, "SWITCH", null))
                .when(until("2025"))
                .thenRefused("not-linked");
    }

    @Test
    void a_link_ends_once_and_again_when_it_was_made_again() {
        linkedSince("2024")
                .given("2025", unlinked(WISTRON, DELL))
                .when(until("2025"))
                .thenRefused("not-linked");
        linkedSince("2024")
                .given("2025", unlinked(WISTRON, DELL))
                .given("2025-06", linked(WISTRON, DELL, null))
                .when(until("2025-07"))
                .then(unlinked(WISTRON, DELL));
        linkedSince("2024")
                .given("2025", unlinked(WISTRON, DELL))
                .given("2025-06", linked(WISTRON, DELL, null))
                .when(until("2024"))
                .thenRefused("before-link");
    }

    @Test
    void a_link_ends_no_earlier_than_it_began() {
        linkedSince("2024-06").when(until("2024-05")).thenRefused("before-link");
        linkedSince("2024-06").whenObserved(until("2023")).thenRefused("before-link");
    }

    @Test
    void a_link_that_may_have_begun_later_is_flagged() {
        linkedSince("2024-06").when(until("2024")).thenFlagged("before-link", true, unlinked(WISTRON, DELL));
        linkedSince(null).when(until("2024")).thenFlagged("before-link", true, unlinked(WISTRON, DELL));
        linkedSince("2024").whenObserved(until(null)).thenFlagged("before-link", true, unlinked(WISTRON, DELL));
    }

    @Test
    void nobody_is_linked_to_themselves() {
        DeciderFixture.of(new UnlinkSupplier())
                .given(null, party(DELL))
                .when(new UnlinkSupplier.Body(DELL, DELL, ASSEMBLY, null))
                .thenRefused("not-linked");
    }

    @Test
    void a_component_has_a_name_of_capitals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnlinkSupplier.Body(WISTRON, DELL, "1U", null))
                .withMessageContaining("component");
    }

    private static DeciderFixture<UnlinkSupplier.Body, SupplyLinks> decider() {
        return DeciderFixture.of(new UnlinkSupplier()).given(null, party(DELL)).given(null, party(WISTRON));
    }

    private static DeciderFixture<UnlinkSupplier.Body, SupplyLinks> linkedSince(@Nullable String since) {
        return decider().given(since, linked(WISTRON, DELL, "0.6"));
    }

    private static UnlinkSupplier.Body until(@Nullable String until) {
        return new UnlinkSupplier.Body(WISTRON, DELL, ASSEMBLY, time(until));
    }
}
