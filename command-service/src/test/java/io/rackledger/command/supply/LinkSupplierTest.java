package io.rackledger.command.supply;

import static io.rackledger.command.supply.Links.ASSEMBLY;
import static io.rackledger.command.supply.Links.DELL;
import static io.rackledger.command.supply.Links.FOXCONN;
import static io.rackledger.command.supply.Links.WISTRON;
import static io.rackledger.command.supply.Links.linked;
import static io.rackledger.command.supply.Links.party;
import static io.rackledger.command.supply.Links.time;
import static io.rackledger.command.supply.Links.unlinked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.command.decision.SupplyLinks;
import io.rackledger.events.PartyId;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.wire.WireJson;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkSupplierTest {
    @Test
    void a_supplier_makes_a_component_for_a_customer() {
        decider().when(body(WISTRON, DELL, "0.6", "2024")).then(linked(WISTRON, DELL, "0.6"));
        decider().whenObserved(body(WISTRON, DELL, null, null)).then(linked(WISTRON, DELL, null));
    }

    @Test
    void both_parties_are_on_record() {
        DeciderFixture.of(new LinkSupplier())
                .given(null, party(DELL))
                .when(body(WISTRON, DELL, null, null))
                .thenRefused("unknown-party");
    }

    @Test
    void a_supplier_is_no_customer_of_its_own() {
        DeciderFixture.of(new LinkSupplier())
                .given(null, party(DELL))
                .when(body(DELL, DELL, null, "2024"))
                .thenRefused("same-party");
        DeciderFixture.of(new LinkSupplier())
                .given(null, party(DELL))
                .whenObserved(body(DELL, DELL, null, "2024"))
                .thenRefused("same-party");
    }

    @Test
    void a_share_is_above_zero() {
        decider().when(body(WISTRON, DELL, "0.0001", "2024")).then(linked(WISTRON, DELL, "0.0001"));
        decider().when(body(WISTRON, DELL, "0", "2024")).thenRefused("not-positive");
        decider().whenObserved(body(WISTRON, DELL, "-0.1", "2024")).thenRefused("not-positive");
    }

    @Test
    void a_link_that_stands_is_not_made_again() {
        decider()
                .given("2024", linked(WISTRON, DELL, "0.1"))
                .when(body(WISTRON, DELL, "0.1", "2020"))
                .thenRefused("already-linked");
        decider()
                .given("2024", linked(WISTRON, DELL, null))
                .whenObserved(body(WISTRON, DELL, null, null))
                .thenRefused("already-linked");
    }

    @Test
    void a_link_that_ended_is_made_again_from_then_on() {
        ended("2023-06").when(body(WISTRON, DELL, "0.6", "2023-06")).then(linked(WISTRON, DELL, "0.6"));
        ended("2023-06").when(body(WISTRON, DELL, null, "2023-05-31")).thenRefused("already-linked");
        ended("2023-06").whenObserved(body(WISTRON, DELL, null, "2022")).thenRefused("already-linked");
        ended("2023-06")
                .when(body(WISTRON, DELL, null, "2023-06-15"))
                .thenFlagged("already-linked", true, linked(WISTRON, DELL, null));
        ended(null)
                .when(body(WISTRON, DELL, null, "2024"))
                .thenFlagged("already-linked", true, linked(WISTRON, DELL, null));
        ended("2023-06")
                .whenObserved(body(WISTRON, DELL, null, null))
                .thenFlagged("already-linked", true, linked(WISTRON, DELL, null));
    }

    @Test
    void nobody_supplies_themselves_through_another() {
        decider()
                .given("2024", linked(DELL, WISTRON, null))
                .when(body(WISTRON, DELL, null, "2025"))
                .thenRefused("supply-cycle");
        decider()
                .given(null, linked(DELL, WISTRON, null))
                .whenObserved(body(WISTRON, DELL, null, null))
                .thenRefused("supply-cycle");
    }

    @Test
    void nobody_supplies_themselves_through_several() {
        decider()
                .given("2024", linked(DELL, FOXCONN, null))
                .given("2022", linked(FOXCONN, WISTRON, null))
                .when(body(WISTRON, DELL, null, "2020"))
                .thenRefused("supply-cycle");
    }

    @Test
    void a_way_that_leads_elsewhere_is_no_circle() {
        decider()
                .given("2024", linked(FOXCONN, DELL, null))
                .given("2024", linked(FOXCONN, WISTRON, null))
                .when(body(WISTRON, DELL, null, "2025"))
                .then(linked(WISTRON, DELL, null));
    }

    @Test
    void another_component_is_not_asked() {
        decider()
                .elsewhere("2024", new SupplierLinked(DELL, WISTRON, "SWITCH", null))
                .when(body(WISTRON, DELL, null, "2025"))
                .then(linked(WISTRON, DELL, null));
    }

    @Test
    void links_that_do_not_stand_at_the_same_time_are_no_circle() {
        reversed("2024-06").when(body(WISTRON, DELL, null, "2024-06")).then(linked(WISTRON, DELL, null));
        reversed("2024-06").when(body(WISTRON, DELL, null, "2025")).then(linked(WISTRON, DELL, null));
        reversed("2024-06").when(body(WISTRON, DELL, null, "2024-05")).thenRefused("supply-cycle");
        reversed("2024-06").whenObserved(body(WISTRON, DELL, null, "2022")).thenRefused("supply-cycle");
    }

    @Test
    void links_that_may_stand_at_the_same_time_may_be_a_circle() {
        reversed("2024-06")
                .when(body(WISTRON, DELL, null, "2024"))
                .thenFlagged("supply-cycle", true, linked(WISTRON, DELL, null));
        reversed(null)
                .when(body(WISTRON, DELL, null, "2025"))
                .thenFlagged("supply-cycle", true, linked(WISTRON, DELL, null));
        reversed("2024-06")
                .whenObserved(body(WISTRON, DELL, null, null))
                .thenFlagged("supply-cycle", true, linked(WISTRON, DELL, null));
    }

    @Test
    void two_links_on_the_way_that_never_met_are_no_circle() {
        decider()
                .given("2020", linked(DELL, FOXCONN, null))
                .given("2021", unlinked(DELL, FOXCONN))
                .given("2022", linked(FOXCONN, WISTRON, null))
                .when(body(WISTRON, DELL, null, "2019"))
                .then(linked(WISTRON, DELL, null));
    }

    @Test
    void beginnings_in_doubt_leave_no_doubt_about_links_that_last() {
        decider()
                .given("2023", linked(DELL, WISTRON, null))
                .given("2026", unlinked(DELL, WISTRON))
                .when(body(WISTRON, DELL, null, "2023-06"))
                .thenRefused("supply-cycle");
    }

    @Test
    void the_shares_of_a_component_add_up_to_1_at_most() {
        beside("0.4").when(body(WISTRON, DELL, "0.6", "2025")).then(linked(WISTRON, DELL, "0.6"));
        beside("0.41").when(body(WISTRON, DELL, "0.6", "2025")).thenRefused("supply-over-100");
        beside("0.41").whenObserved(body(WISTRON, DELL, "0.6", null)).thenRefused("supply-over-100");
        decider().when(body(WISTRON, DELL, "1", "2025")).then(linked(WISTRON, DELL, "1"));
        decider().whenObserved(body(WISTRON, DELL, "1.01", null)).thenRefused("supply-over-100");
    }

    @Test
    void shares_that_begin_later_count_as_well() {
        beside("0.41").when(body(WISTRON, DELL, "0.6", "2020")).thenRefused("supply-over-100");
    }

    @Test
    void a_share_that_nobody_knows_does_not_count() {
        decider()
                .given("2024", linked(FOXCONN, DELL, null))
                .when(body(WISTRON, DELL, "1", "2025"))
                .then(linked(WISTRON, DELL, "1"));
        beside("1").when(body(WISTRON, DELL, null, "2025")).then(linked(WISTRON, DELL, null));
    }

    @Test
    void the_shares_of_another_customer_or_component_do_not_count() {
        decider()
                .given("2024", linked(DELL, FOXCONN, "0.9"))
                .elsewhere("2024", new SupplierLinked(FOXCONN, DELL, "SWITCH", BigDecimal.ONE))
                .when(body(WISTRON, DELL, "0.6", "2025"))
                .then(linked(WISTRON, DELL, "0.6"));
    }

    @Test
    void a_share_that_ended_does_not_count_from_then_on() {
        beside("0.41")
                .given("2025", unlinked(FOXCONN, DELL))
                .when(body(WISTRON, DELL, "0.6", "2025"))
                .then(linked(WISTRON, DELL, "0.6"));
        beside("0.41")
                .given("2025-06", unlinked(FOXCONN, DELL))
                .when(body(WISTRON, DELL, "0.6", "2025-05"))
                .thenRefused("supply-over-100");
    }

    @Test
    void shares_that_may_meet_may_be_too_much() {
        beside("0.41")
                .given("2025-06", unlinked(FOXCONN, DELL))
                .when(body(WISTRON, DELL, "0.6", "2025"))
                .thenFlagged("supply-over-100", true, linked(WISTRON, DELL, "0.6"));
        beside("0.41")
                .given(null, unlinked(FOXCONN, DELL))
                .when(body(WISTRON, DELL, "0.6", "2025"))
                .thenFlagged("supply-over-100", true, linked(WISTRON, DELL, "0.6"));
        beside("0.41")
                .given("2025-06", unlinked(FOXCONN, DELL))
                .whenObserved(body(WISTRON, DELL, "0.6", null))
                .thenFlagged("supply-over-100", true, linked(WISTRON, DELL, "0.6"));
    }

    @Test
    void a_component_has_a_name_of_capitals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkSupplier.Body(WISTRON, DELL, "assembly", null, null))
                .withMessageContaining("component");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkSupplier.Body(WISTRON, DELL, "A".repeat(41), null, null))
                .withMessageContaining("component");
    }

    @Test
    void the_body_is_read_as_the_interface_describes_it() {
        LinkSupplier.Body body = WireJson.strict().readValue("""
                {"supplier":"wistron","customer":"dell","component":"ASSEMBLY","share":0.6,"since":"2024"}
                """, LinkSupplier.Body.class);
        assertThat(body).isEqualTo(body(WISTRON, DELL, "0.6", "2024"));
    }

    private static DeciderFixture<LinkSupplier.Body, SupplyLinks> decider() {
        return DeciderFixture.of(new LinkSupplier()).given(null, party(DELL)).given(null, party(WISTRON));
    }

    private static DeciderFixture<LinkSupplier.Body, SupplyLinks> ended(@Nullable String until) {
        return decider().given("2020", linked(WISTRON, DELL, "0.6")).given(until, unlinked(WISTRON, DELL));
    }

    private static DeciderFixture<LinkSupplier.Body, SupplyLinks> reversed(@Nullable String until) {
        return decider().given("2023", linked(DELL, WISTRON, null)).given(until, unlinked(DELL, WISTRON));
    }

    private static DeciderFixture<LinkSupplier.Body, SupplyLinks> beside(String share) {
        return decider().given("2024", linked(FOXCONN, DELL, share));
    }

    private static LinkSupplier.Body body(
            PartyId supplier, PartyId customer, @Nullable String share, @Nullable String since) {
        return new LinkSupplier.Body(
                supplier, customer, ASSEMBLY, share == null ? null : new BigDecimal(share), time(since));
    }
}
