package io.rackledger.command.facility;

import io.rackledger.events.CapacityDimension;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.Identifiers;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.Limits;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Period;
import io.rackledger.events.Place;
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts that facility tests are given: two sites in Memphis, the one who controls them and a tenant. */
final class Facilities {
    static final PartyId XAI = new PartyId("xai");
    static final PartyId ANTHROPIC = new PartyId("anthropic");
    static final FacilityId COLOSSUS_1 = new FacilityId("colossus-1");
    static final FacilityId COLOSSUS_2 = new FacilityId("colossus-2");
    static final Place MEMPHIS = new Place("USMEM", "Memphis, Tennessee");

    private Facilities() {}

    static PartyRegistered party(PartyId party) {
        return new PartyRegistered(party, party.value(), List.of(), Identifiers.NONE);
    }

    static FacilityRegistered facility(FacilityId facility, @Nullable String megawatts) {
        return new FacilityRegistered(facility, XAI, MEMPHIS, limits(megawatts, null));
    }

    static Limits limits(@Nullable String megawatts, @Nullable Long gpus) {
        return new Limits(mw(megawatts), null, null, null, gpus);
    }

    static WorkloadPlaced placed(FacilityId facility, PartyId party, String megawatts) {
        return new WorkloadPlaced(facility, party, new BigDecimal(megawatts));
    }

    static WorkloadTransitioned moved(PartyId party, FacilityId from, FacilityId to, String megawatts) {
        return new WorkloadTransitioned(party, from, to, new BigDecimal(megawatts));
    }

    static FacilityLeased leased(
            String lease, FacilityId facility, @Nullable String megawatts, @Nullable Long gpus, Period period) {
        return new FacilityLeased(
                new LeaseId(lease), facility, XAI, ANTHROPIC, mw(megawatts), gpus, period, null, null);
    }

    static FacilityCapacityChanged changed(FacilityId facility, CapacityDimension dimension, String limit) {
        return new FacilityCapacityChanged(facility, dimension, new BigDecimal(limit));
    }

    static LeaseTerms terms(@Nullable String megawatts, @Nullable String to, @Nullable Integer noticeDays) {
        return new LeaseTerms(mw(megawatts), null, time(to), null, noticeDays);
    }

    static LeaseAmended amended(String lease, LeaseTerms terms, @Nullable String noticeOn) {
        return new LeaseAmended(new LeaseId(lease), COLOSSUS_1, XAI, ANTHROPIC, terms, time(noticeOn));
    }

    static LeaseTerminated terminated(String lease, @Nullable String noticeOn) {
        return new LeaseTerminated(new LeaseId(lease), COLOSSUS_1, XAI, ANTHROPIC, time(noticeOn));
    }

    /** A lease of 200 MW from 2026 on, that ends and is noticed as said. */
    static FacilityLeased leasedUntil(@Nullable String to, @Nullable Integer noticeDays) {
        return new FacilityLeased(
                new LeaseId("lease-1"),
                COLOSSUS_1,
                XAI,
                ANTHROPIC,
                mw("200"),
                null,
                period("2026-01-01", to),
                null,
                noticeDays);
    }

    static Period period(@Nullable String from, @Nullable String to) {
        return new Period(time(from), time(to));
    }

    static @Nullable ValidTime time(@Nullable String text) {
        return text == null ? null : ValidTime.parse(text);
    }

    static @Nullable BigDecimal mw(@Nullable String megawatts) {
        return megawatts == null ? null : new BigDecimal(megawatts);
    }
}
