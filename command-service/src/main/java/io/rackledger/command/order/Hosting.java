package io.rackledger.command.order;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Bounds;
import io.rackledger.command.decision.FacilityLimits;
import io.rackledger.command.decision.Moment;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered to a facility over time, and what it can host. Where nobody knows a limit, none is exceeded.
 * Immutable.
 *
 * @param facility null until its registration has been read
 */
record Hosting(@Nullable FacilityId facility, FacilityLimits limits, List<Arrival> arrivals) {
    static final Hosting NONE = new Hosting(null, FacilityLimits.UNKNOWN, List.of());

    private static final Map<CapacityDimension, Measure> JUDGED =
            Map.of(CapacityDimension.GPUS, Measure.GPUS, CapacityDimension.SPACE_RACKS, Measure.RACKS);

    /** What came at once, and when. */
    record Arrival(List<Measures> parts, @Nullable ValidTime at) {
        Arrival {
            parts = List.copyOf(parts);
        }
    }

    Hosting {
        arrivals = List.copyOf(arrivals);
    }

    /** What changes the limits; once some are known, what was delivered there. */
    Boundary boundary(FacilityId to) {
        Boundary changes = FacilityLimits.changes(to);
        boolean limited = JUDGED.keySet().stream().anyMatch(this::isLimited);
        return limited ? changes.or(Boundary.of(Tag.of(to), DeliveryRecorded.class)) : changes;
    }

    private boolean isLimited(CapacityDimension dimension) {
        return !limits.moments(dimension).isEmpty()
                || limits.of(dimension).before(null).most() != null;
    }

    Hosting after(Recorded recorded) {
        if (recorded.event() instanceof FacilityRegistered registered) {
            return new Hosting(registered.facility(), limits.after(recorded), arrivals);
        }
        if (recorded.event() instanceof FacilityCapacityChanged) {
            return new Hosting(facility, limits.after(recorded), arrivals);
        }
        if (recorded.event() instanceof DeliveryRecorded delivery
                && facility != null
                && facility.equals(delivery.facility())) {
            List<Arrival> more = new ArrayList<>(arrivals);
            more.add(new Arrival(List.of(delivery.measures()), recorded.validAt()));
            return new Hosting(facility, limits, more);
        }
        return this;
    }

    /** Whether that much more, from that time on, is more than the facility can host at some moment. */
    Truth fullWith(List<Measures> brought, @Nullable ValidTime at) {
        Arrival added = new Arrival(brought, at);
        List<Arrival> all = new ArrayList<>(arrivals);
        all.add(added);
        Truth full = Truth.NO;
        for (Map.Entry<CapacityDimension, Measure> judged : JUDGED.entrySet()) {
            List<Moment> moments = new ArrayList<>(limits.moments(judged.getKey()));
            all.forEach(arrival -> moments.add(Moment.startOf(arrival, arrival.at())));
            moments.add(Moment.END);
            for (Moment moment : moments) {
                Bounds hosted = hosted(judged.getValue(), all, moment);
                full = full.or(
                        moment.reaches(added, at).and(limits.exceeded(judged.getKey(), hosted, moment, Truth.NO)));
            }
        }
        return full;
    }

    private static Bounds hosted(Measure measure, List<Arrival> all, Moment moment) {
        Bounds hosted = Bounds.ZERO;
        for (Arrival arrival : all) {
            Truth came = moment.reaches(arrival, arrival.at());
            for (Measures part : arrival.parts()) {
                hosted = hosted.plus(part.amount(measure), came);
            }
        }
        return hosted;
    }
}
