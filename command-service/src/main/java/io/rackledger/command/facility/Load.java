package io.rackledger.command.facility;

import io.rackledger.command.decision.Moment;
import io.rackledger.events.FacilityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What takes room at a facility from some time on, or gives it back. */
sealed interface Load permits Load.Workload, Load.Departure, Lease {
    FacilityId facility();

    @Nullable
    ValidTime from();

    /** Whether it counts at that moment. */
    default Truth at(Moment moment) {
        return moment.reaches(this, from());
    }

    /** The moments at which it takes room, or more of it. */
    default List<Moment> moments() {
        return List.of(Moment.startOf(this, from()));
    }

    /** A party's own workload, placed or arrived. */
    record Workload(
            FacilityId facility,
            PartyId party,
            BigDecimal powerMw,
            @Nullable ValidTime from) implements Load {}

    /** A party's own workload that moved away. */
    record Departure(
            FacilityId facility,
            PartyId party,
            BigDecimal powerMw,
            @Nullable ValidTime from) implements Load {
        /** Whether its room is free at that moment: from the earliest instant that it may have left at. */
        Truth freed(Moment moment) {
            return moment.before(from == null ? null : earliest(from)).not();
        }

        private static ValidTime earliest(ValidTime time) {
            return time.precision() == ValidTime.Precision.INSTANT ? time : ValidTime.of(time.firstDay());
        }
    }
}
