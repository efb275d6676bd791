package io.rackledger.command.claim;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Limits;
import io.rackledger.events.PartyId;
import io.rackledger.events.Place;
import io.rackledger.events.Quantity;
import io.rackledger.events.Subject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sources say of a facility and a party. */
final class Claims {
    static final FacilityId COLOSSUS = new FacilityId("colossus-1");
    static final PartyId XAI = new PartyId("xai");
    static final Subject FACILITY = new Subject(Subject.Kind.FACILITY, "colossus-1");
    static final Subject PARTY = new Subject(Subject.Kind.PARTY, "xai");
    static final String GPUS = "gpus-installed";

    private Claims() {}

    static FacilityRegistered facility() {
        return new FacilityRegistered(
                COLOSSUS, XAI, new Place(null, "Memphis"), new Limits(null, null, null, null, null));
    }

    static ClaimRecorded claim(Subject subject, String attribute, int gpus) {
        return new ClaimRecorded(subject, attribute, new Quantity(BigDecimal.valueOf(gpus), "GPU"), null, null);
    }

    static ClaimRecorded gpus(int gpus) {
        return claim(FACILITY, GPUS, gpus);
    }

    /** It was the n-th given fact, counted from 0. */
    static FactRetracted retracted(int fact) {
        return new FactRetracted("event-" + fact, fact, List.of(FACILITY.tag()), "withdrawn");
    }

    static ContradictionRaised raised(String... events) {
        return new ContradictionRaised(List.of(events), FACILITY, GPUS, "one says half");
    }

    static ContradictionResolved resolved(@Nullable String preferred, String... events) {
        return new ContradictionResolved(List.of(events), FACILITY, GPUS, preferred, "one hall only");
    }
}
