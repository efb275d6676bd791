package io.rackledger.command.supply;

import io.rackledger.command.decision.SupplyLink;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A moment to look at. Links that all stand at one time all stand at one of these: when one of them begins, just before
 * one of them ends, or the end of time. Several are looked at, as of partial dates one may tell more than another.
 *
 * @param time when that is; null at the end of time
 */
record Moment(Kind kind, @Nullable ValidTime time) {
    /** What kind of a moment. */
    enum Kind {
        BEGINNING,
        ENDING,
        LAST
    }

    private static final Moment END_OF_TIME = new Moment(Kind.LAST, null);

    /** All moments that matter to these links. */
    static Set<Moment> of(Collection<SupplyLink> links) {
        Set<Moment> moments = new LinkedHashSet<>();
        for (SupplyLink link : links) {
            if (link.since() != null) {
                moments.add(new Moment(Kind.BEGINNING, link.since()));
            }
            if (link.until() != null) {
                moments.add(new Moment(Kind.ENDING, link.until()));
            }
        }
        moments.add(END_OF_TIME);
        return moments;
    }

    /** Whether a link stands then. */
    Truth sees(SupplyLink link) {
        return switch (kind) {
            case BEGINNING -> link.stands(time);
            case ENDING -> ValidTime.before(link.since(), time).and(outlasts(link));
            case LAST -> Truth.of(!link.ended());
        };
    }

    private Truth outlasts(SupplyLink link) {
        return link.ended() ? ValidTime.before(link.until(), time).not() : Truth.YES;
    }
}
