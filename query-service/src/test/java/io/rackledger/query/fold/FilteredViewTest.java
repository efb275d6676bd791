package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.OrderId;
import io.rackledger.events.Tag;
import io.rackledger.query.backlog.Backlog;
import io.rackledger.query.claim.AnomaliesView;
import io.rackledger.query.delistingrisk.DelistingRisk;
import io.rackledger.query.facility.FacilityCapacity;
import io.rackledger.query.order.OrdersView;
import io.rackledger.query.vendorshare.VendorShare;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilteredViewTest {
    private static List<String> parameters(View view) {
        return new FilteredView(view).parameters().stream().map(Parameter::name).toList();
    }

    private static List<String> keys(Answer answer) {
        return answer.rows().stream().map(Row::key).toList();
    }

    @Test
    void rows_of_one_vendor_are_left_and_totals_stay_those_of_the_whole() {
        View share = new FilteredView(new VendorShare());
        Replay worked = Histories.worked().by("2025-02-01");
        Answer whole = worked.ask(share);
        Answer dell = worked.ask(share, "vendor", "dell");

        assertThat(keys(whole)).containsExactly("dell", "supermicro");
        assertThat(dell.rows()).containsExactly(whole.rows().getFirst());
        assertThat(dell.totals()).isEqualTo(whole.totals());
        assertThat(worked.ask(share, "vendor", "nobody").rows()).isEmpty();
    }

    @Test
    void a_party_is_asked_for_as_a_vendor() {
        View risk = new FilteredView(new DelistingRisk());
        Replay real = ListingHistory.real().by("2024-11-13");

        assertThat(keys(real.ask(risk, "vendor", "supermicro"))).containsExactly("supermicro");
        assertThat(keys(real.ask(risk, "vendor", "dell"))).isEmpty();
    }

    @Test
    void a_view_offers_what_its_rows_tell_and_keeps_its_own_parameters() {
        assertThat(parameters(new VendorShare()))
                .containsExactly("basis", "measure", "buyer", "programme", "currency", "vendor");
        assertThat(parameters(new Backlog()))
                .containsExactlyElementsOf(
                        new Backlog().parameters().stream().map(Parameter::name).toList());
        assertThat(parameters(new OrdersView())).containsExactly("buyer", "programme", "vendor", "order");
        assertThat(parameters(new AnomaliesView())).containsExactly("rule", "about", "vendor", "programme", "order");
        assertThat(parameters(new FacilityCapacity())).doesNotContain("vendor", "programme", "order");
    }

    @Test
    void rows_that_say_what_they_are_about_are_asked_for_by_it() {
        View anomalies = new FilteredView(new AnomaliesView());
        Replay flagged = new Histories()
                .then("2024", flagged(Tag.of(Histories.ORDER), Tag.vendor(Histories.DELL)))
                .then("2024", flagged(Tag.of(new OrderId("ord-2")), Tag.of(Histories.SUPERMICRO)))
                .by("2024-12-31");

        assertThat(keys(flagged.ask(anomalies, "order", "ord-1"))).containsExactly("e0");
        assertThat(keys(flagged.ask(anomalies, "order", "ord-2"))).containsExactly("e1");
        assertThat(keys(flagged.ask(anomalies, "vendor", "supermicro"))).containsExactly("e1");
        assertThat(keys(flagged.ask(anomalies, "vendor", "dell", "order", "ord-2")))
                .isEmpty();
    }

    private static AnomalyFlagged flagged(Tag... about) {
        return new AnomalyFlagged("exceeds-open", false, "too much", List.of(about));
    }
}
