package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.SUPERMICRO;
import static io.rackledger.command.listing.Listings.party;
import static io.rackledger.command.listing.Listings.time;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.Signal;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RecordRiskSignalTest {
    private static RecordRiskSignal.Body shock(String percent) {
        return new RecordRiskSignal.Body(
                SUPERMICRO, Signal.PRICE_SHOCK, new BigDecimal(percent), PriceBasis.CLOSE, null, time("2024-10-30"));
    }

    private static DeciderFixture<RecordRiskSignal.Body, RecordRiskSignal.State> fixture() {
        return DeciderFixture.of(new RecordRiskSignal()).given(null, party());
    }

    @Test
    void a_shock_is_recorded_with_its_size_and_basis() {
        fixture()
                .when(shock("-32.68"))
                .then(new RiskSignalRecorded(
                        SUPERMICRO, Signal.PRICE_SHOCK, new BigDecimal("-32.68"), PriceBasis.CLOSE, null));
    }

    @Test
    void no_price_falls_by_more_than_all_of_it_in_either_mode() {
        fixture()
                .when(shock("-100"))
                .then(new RiskSignalRecorded(
                        SUPERMICRO, Signal.PRICE_SHOCK, new BigDecimal("-100"), PriceBasis.CLOSE, null));
        fixture().when(shock("-100.01")).thenRefused("below-minus-100");
        fixture().whenObserved(shock("-100.01")).thenRefused("below-minus-100");
    }

    @Test
    void other_signals_need_no_size() {
        fixture()
                .whenObserved(
                        new RecordRiskSignal.Body(SUPERMICRO, Signal.PROBE, null, null, "DOJ", time("2024-09-26")))
                .then(new RiskSignalRecorded(SUPERMICRO, Signal.PROBE, null, null, "DOJ"));
    }

    @Test
    void a_shock_without_size_or_basis_is_malformed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RecordRiskSignal.Body(SUPERMICRO, Signal.PRICE_SHOCK, null, PriceBasis.CLOSE, null, null))
                .withMessageContaining("percent");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RecordRiskSignal.Body(SUPERMICRO, Signal.PRICE_SHOCK, BigDecimal.ONE, null, null, null))
                .withMessageContaining("basis");
    }

    @Test
    void the_party_is_on_record() {
        DeciderFixture.of(new RecordRiskSignal()).when(shock("-20")).thenRefused("unknown-party");
    }
}
