package io.rackledger.command.facility;

import io.rackledger.events.FacilityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What takes room at a facility from some time on, or gives it back.
 */
sealed interface Load {
    FacilityId facility();

    @Nullable
    ValidTime from();

    /** Whether it counts at that moment. */
    default Truth at(Moment moment) {
        return moment.before(from()).not();
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

    /** A lease; a size that is null is unknown, an end that is null is open. */
    record Lease(
            FacilityId facility,
            @Nullable BigDecimal powerMw,
            @Nullable Long gpus,
            @Nullable ValidTime from,
            @Nullable ValidTime to)
            implements Load {
        @Override
        public Truth at(Moment moment) {
            Truth begun = moment.before(from).not();
            return to == null ? begun : begun.and(moment.before(to));
        }
    }
}
