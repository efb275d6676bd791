package io.rackledger.query.programme;

import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.FacilityId;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Fact;
import io.rackledger.query.fold.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A build-out as it is defined, and where what was delivered for it went. Immutable.
 *
 * @param arrived one entry for each facility and time, in the order in which they became known
 */
record ProgrammeState(ProgrammeId programme, @Nullable Definition definition, List<Arrived> arrived) {
    /** What it is to come to. */
    record Definition(
            PartyId owner,
            String name,
            @Nullable Long targetGpus,
            @Nullable ValidTime readyBy,
            @Nullable BigDecimal vendorShareCap,
            Fact fact) {}

    /**
     * What came to a facility.
     *
     * @param at when; null where nobody says
     */
    record Arrived(FacilityId facility, @Nullable ValidTime at, Tally tally) {
        private boolean isAt(FacilityId other, @Nullable ValidTime time) {
            return facility.equals(other) && Objects.equals(at, time);
        }
    }

    ProgrammeState {
        arrived = List.copyOf(arrived);
    }

    ProgrammeState after(Recorded recorded) {
        return switch (recorded.event()) {
            case ProgrammeDefined e ->
                new ProgrammeState(
                        programme,
                        new Definition(
                                e.owner(),
                                e.name(),
                                e.targetGpus(),
                                e.readyBy(),
                                e.vendorShareCap(),
                                Fact.of(recorded)),
                        arrived);
            case DeliveryRecorded e ->
                e.facility() == null ? this : arrived(e.facility(), recorded.validAt(), e.measures());
            default -> this;
        };
    }

    private ProgrammeState arrived(FacilityId facility, @Nullable ValidTime at, Measures measures) {
        List<Arrived> more = new ArrayList<>(arrived);
        if (more.stream().noneMatch(each -> each.isAt(facility, at))) {
            more.add(new Arrived(facility, at, Tally.NOTHING));
        }
        more.replaceAll(each ->
                each.isAt(facility, at) ? new Arrived(facility, at, each.tally().plus(measures)) : each);
        return new ProgrammeState(programme, definition, more);
    }
}
