package io.rackledger.command.listing;

import io.rackledger.events.Truth;
import io.rackledger.listing.ListingRule;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What followed a determination to delist. A hearing that was requested in time stays the suspension until the rule's
 * stay ends, or a longer one that was granted; where the rule names no end, until the decision. Immutable.
 *
 * @param determined   the days that the determination may have come on
 * @param requested    the days that the hearing may have been requested on; null where none is open
 * @param extendedStay the last day of a longer stay; null where none was granted
 */
record Proceedings(
        DaySpan determined,
        @Nullable DaySpan requested,
        @Nullable LocalDate extendedStay) {
    static final Proceedings NONE = determined(DaySpan.UNKNOWN);

    /** As they stand once delisting is determined. */
    static Proceedings determined(DaySpan on) {
        return new Proceedings(on, null, null);
    }

    Proceedings requested(DaySpan on, @Nullable LocalDate longerStay) {
        return new Proceedings(determined, on, longerStay);
    }

    /** The panel decided to delist: nothing is stayed any more. */
    Proceedings decided() {
        return new Proceedings(determined, null, null);
    }

    /** Whether a request on that day comes after the rules' deadline; never where the venue's rules name none. */
    Truth late(DaySpan on, Optional<VenueRules> rules) {
        return rules.flatMap(venue -> venue.hearingRequestDue(determined))
                .map(on::after)
                .orElse(Truth.NO);
    }

    /** Whether a suspension on that day is stayed. */
    Truth stayed(DaySpan on, Optional<ListingRule> rule, Optional<VenueRules> rules) {
        if (requested == null) {
            return Truth.NO;
        }
        Truth since = requested.after(on).not();
        if (extendedStay != null) {
            return since.and(on.after(DaySpan.of(extendedStay)).not());
        }
        if (rules.flatMap(venue -> venue.hearingRequestDue(determined)).isEmpty()) {
            return Truth.NO;
        }
        Truth over = rule.flatMap(each -> rules.flatMap(venue -> venue.stayEnd(each, determined)))
                .map(on::after)
                .orElse(Truth.NO);
        return since.and(late(requested, rules).not()).and(over.not());
    }
}
