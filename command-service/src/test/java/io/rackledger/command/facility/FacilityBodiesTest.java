package io.rackledger.command.facility;

import static io.rackledger.command.facility.Facilities.ANTHROPIC;
import static io.rackledger.command.facility.Facilities.COLOSSUS_1;
import static io.rackledger.command.facility.Facilities.COLOSSUS_2;
import static io.rackledger.command.facility.Facilities.MEMPHIS;
import static io.rackledger.command.facility.Facilities.XAI;
import static io.rackledger.command.facility.Facilities.limits;
import static io.rackledger.command.facility.Facilities.mw;
import static io.rackledger.command.facility.Facilities.period;
import static io.rackledger.command.facility.Facilities.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.LeaseId;
import io.rackledger.events.wire.WireJson;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class FacilityBodiesTest {
    private static <T> T read(String json, Class<T> type) {
        return WireJson.strict().readValue(json, type);
    }

    @Test
    void the_bodies_are_read_as_the_interface_describes_them() {
        assertThat(read("""
                {"facility":"colossus-1","controller":"xai","place":{"unlocode":"USMEM","name":"Memphis, Tennessee"},
                 "limits":{"powerMw":300},"from":"2024-07"}""", RegisterFacility.Body.class))
                .isEqualTo(new RegisterFacility.Body(COLOSSUS_1, XAI, MEMPHIS, limits("300", null), time("2024-07")));
        assertThat(read("""
                {"facility":"colossus-1","party":"xai","powerMw":300,"from":"2024-09"}""", PlaceWorkload.Body.class))
                .isEqualTo(new PlaceWorkload.Body(COLOSSUS_1, XAI, mw("300"), time("2024-09")));
        assertThat(read("""
                {"party":"xai","fromFacility":"colossus-1","toFacility":"colossus-2","powerMw":300,"on":"2026-05"}
                """, TransitionWorkload.Body.class))
                .isEqualTo(new TransitionWorkload.Body(XAI, COLOSSUS_1, COLOSSUS_2, mw("300"), time("2026-05")));
        assertThat(read("""
                {"lease":"lease-1","facility":"colossus-1","lessor":"xai","tenant":"anthropic","powerMw":300,
                 "period":{"from":"2026-05"},"feePerMonth":{"amount":"1250000000.00","currency":"USD"},
                 "noticeDays":90}""", LeaseFacility.Body.class))
                .isEqualTo(new LeaseFacility.Body(
                        new LeaseId("lease-1"),
                        COLOSSUS_1,
                        XAI,
                        ANTHROPIC,
                        mw("300"),
                        null,
                        period("2026-05", null),
                        Money.parse("USD 1250000000.00"),
                        90));
    }
}
