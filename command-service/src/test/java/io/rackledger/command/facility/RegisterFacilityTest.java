package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.MEMPHIS;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.facility;
import static io.rackledger.command.facility.Facilities.limits;
import static io.rackledger.command.facility.Facilities.party;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.Limits;
import io.rackledger.events.Place;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RegisterFacilityTest {
    private static RegisterFacility.Body registering(Limits limits) {
        return new RegisterFacility.Body(COLOSSUS_1, XAI, MEMPHIS, limits, null);
    }

    private static DeciderFixture<RegisterFacility.Body, RegisterFacility.State> fixture() {
        return DeciderFixture.of(new RegisterFacility());
    }

    @Test
    void a_facility_is_registered_with_its_limits() {
        fixture()
                .given(null, party(XAI))
                .when(registering(limits("300", null)))
                .then(new FacilityRegistered(COLOSSUS_1, XAI, MEMPHIS, limits("300", null)));
    }

    @Test
    void a_limit_may_be_zero_or_unknown_but_not_negative_in_either_mode() {
        fixture()
                .given(null, party(XAI))
                .when(registering(limits("0", null)))
                .then(new FacilityRegistered(COLOSSUS_1, XAI, MEMPHIS, limits("0", null)));
        fixture().given(null, party(XAI)).when(registering(limits("-1", null))).thenRefused("not-positive");
        fixture()
                .given(null, party(XAI))
                .whenObserved(registering(limits(null, -1L)))
                .thenRefused("not-positive");
        fixture()
                .given(null, party(XAI))
                .when(registering(new Limits(null, null, null, new BigDecimal("-0.5"), null)))
                .thenRefused("not-positive");
    }

    @Test
    void its_controller_is_on_record_and_itself_is_not() {
        fixture().when(registering(limits("300", null))).thenRefused("unknown-party");
        fixture()
                .given(null, party(XAI))
                .given(null, facility(COLOSSUS_1, "100"))
                .when(registering(limits("300", null)))
                .thenRefused("facility-exists");
    }

    @Test
    void a_place_code_is_written_without_a_blank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RegisterFacility.Body(COLOSSUS_1, XAI, new Place("US MEM", null), limits(null, null), null))
                .withMessageContaining("place.unlocode");
    }
}
