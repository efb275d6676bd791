package io.rackledger.command.supply;

import static io.rackledger.command.supply.Links.FOXCONN;
import static io.rackledger.command.supply.Links.party;
import static io.rackledger.command.supply.Links.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.SupplyDimension;
import io.rackledger.events.SupplyRate;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportSupplyStateTest {
    @Test
    void a_party_says_how_much_it_makes_and_from_when() {
        decider()
                .when(body(FOXCONN, null, rate("2000")))
                .then(new SupplyStateReported(
                        FOXCONN, "Houston", "GB300", null, SupplyState.EXPANDING, rate("2000"), time("2026-Q1")));
    }

    @Test
    void the_market_is_short_of_something() {
        SupplyStateReported reported =
                new SupplyStateReported(null, null, null, SupplyDimension.POWER, SupplyState.CONSTRAINED, null, null);
        ReportSupplyState.Body body = new ReportSupplyState.Body(
                null, null, null, SupplyDimension.POWER, SupplyState.CONSTRAINED, null, null, null);
        DeciderFixture.of(new ReportSupplyState()).when(body).then(reported);
        DeciderFixture.of(new ReportSupplyState()).whenObserved(body).then(reported);
    }

    @Test
    void the_party_is_on_record() {
        DeciderFixture.of(new ReportSupplyState())
                .when(body(FOXCONN, null, null))
                .thenRefused("unknown-party");
    }

    @Test
    void a_quantity_may_be_zero_and_is_not_below() {
        decider().when(body(FOXCONN, null, rate("0"))).accepted();
        decider().when(body(FOXCONN, null, rate("-0.5"))).thenRefused("not-positive");
        decider().whenObserved(body(FOXCONN, null, rate("-1"))).thenRefused("not-positive");
    }

    @Test
    void a_report_is_about_its_party_and_its_dimension() {
        assertThat(body(FOXCONN, SupplyDimension.GPU, null).about())
                .containsExactly(Tag.of(FOXCONN), Tag.dimension(SupplyDimension.GPU));
        assertThat(body(null, SupplyDimension.GPU, null).about()).containsExactly(Tag.dimension(SupplyDimension.GPU));
    }

    @Test
    void what_is_malformed_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(null, null, null))
                .withMessageContaining("party");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        body(FOXCONN, null, new SupplyRate(new Quantity(BigDecimal.ONE, " "), SupplyRate.Per.MONTH)))
                .withMessageContaining("rate.quantity.unit");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ReportSupplyState.Body(FOXCONN, " ", null, null, SupplyState.READY, null, null, null))
                .withMessageContaining("site");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ReportSupplyState.Body(FOXCONN, null, "", null, SupplyState.READY, null, null, null))
                .withMessageContaining("platform");
    }

    @Test
    void the_body_is_read_as_the_interface_describes_it() {
        ReportSupplyState.Body body = WireJson.strict().readValue("""
                {"party":"foxconn","site":"Houston","platform":"GB300","state":"EXPANDING",
                 "rate":{"quantity":{"amount":2000,"unit":"racks"},"per":"MONTH"},"readyFrom":"2026-Q1","on":"2025-11"}
                """, ReportSupplyState.Body.class);
        assertThat(body).isEqualTo(body(FOXCONN, null, rate("2000")));
    }

    private static DeciderFixture<ReportSupplyState.Body, ReportSupplyState.State> decider() {
        return DeciderFixture.of(new ReportSupplyState()).given(null, party(FOXCONN));
    }

    private static SupplyRate rate(String racks) {
        return new SupplyRate(new Quantity(new BigDecimal(racks), "racks"), SupplyRate.Per.MONTH);
    }

    private static ReportSupplyState.Body body(
            @Nullable PartyId party, @Nullable SupplyDimension dimension, @Nullable SupplyRate rate) {
        return new ReportSupplyState.Body(
                party, "Houston", "GB300", dimension, SupplyState.EXPANDING, rate, time("2026-Q1"), time("2025-11"));
    }
}
