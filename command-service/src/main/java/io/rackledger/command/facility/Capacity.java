package io.rackledger.command.facility;

import io.rackledger.command.decision.Bounds;
import io.rackledger.command.decision.FacilityLimits;
import io.rackledger.command.decision.Moment;
import io.rackledger.command.decision.Timeline;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The room of one facility over time. What is taken only ever grows where a lease, its new terms or a workload begin,
 * and what may be taken only shrinks where a limit changes, so it is enough to look at those moments, and at the end of
 * time, where all that never ends meets. At each, what surely counts and what may count bound the sum: above every limit
 * that may be in force with what is sure, it is exceeded under every reading; above one with what may be, under some.
 * Immutable.
 */
record Capacity(FacilityLimits limits, List<Load> loads) {
    Capacity {
        loads = List.copyOf(loads);
    }

    /** Whether a limit is exceeded at some instant at which the workload would count, too. */
    Truth exceededBy(Load.Workload added) {
        return with(added).exceeded(CapacityDimension.POWER_MW, added::at);
    }

    /** Whether a limit is exceeded at some instant at which the lease would count, too. */
    Truth exceededBy(Lease added) {
        LeaseTerms terms = added.terms().before(null);
        return with(added).exceeded(terms, added::at);
    }

    /** Whether a limit is exceeded at some instant at which a lease, as amended, would have those terms. */
    Truth exceededBy(Lease amended, Timeline.Step<LeaseTerms> change) {
        return with(amended)
                .exceeded(
                        change.value(),
                        moment -> amended.at(moment).and(amended.terms().holds(change, moment)));
    }

    /** Whether more is taken than a limit at some instant at which that limit would be in force. */
    Truth exceeds(CapacityDimension dimension, Timeline.Step<FacilityLimits.Limit> change) {
        FacilityLimits changed = limits.with(dimension, change);
        return new Capacity(changed, loads)
                .exceeded(dimension, moment -> changed.of(dimension).holds(change, moment));
    }

    /** Whether the party runs less than what departs: then, or later, so that what departs later could not. */
    Truth fallsShortOf(Load.Departure added) {
        List<Moment> moments = new ArrayList<>(List.of(Moment.startOf(added, added.from()), Moment.END));
        loads.stream().filter(Load.Departure.class::isInstance).forEach(load -> moments.addAll(load.moments()));
        Truth tooLittle = Truth.NO;
        for (Moment moment : moments) {
            tooLittle = tooLittle.or(
                    added.at(moment).and(running(added.party(), moment).below(added.powerMw())));
        }
        return tooLittle;
    }

    /** A lease in place of what it was before. */
    private Capacity with(Load added) {
        List<Load> all = new ArrayList<>(loads);
        if (added instanceof Lease lease) {
            all.removeIf(load -> load instanceof Lease other && other.lease().equals(lease.lease()));
        }
        all.add(added);
        return new Capacity(limits, all);
    }

    /** Only a lease that counts GPUs is judged by them. */
    private Truth exceeded(LeaseTerms terms, Function<Moment, Truth> counts) {
        Truth power = exceeded(CapacityDimension.POWER_MW, counts);
        return terms.gpus() == null ? power : power.or(exceeded(CapacityDimension.GPUS, counts));
    }

    private Truth exceeded(CapacityDimension dimension, Function<Moment, Truth> counts) {
        List<Moment> moments = new ArrayList<>(limits.moments(dimension));
        moments.add(Moment.END);
        loads.stream()
                .filter(load -> !(load instanceof Load.Departure))
                .forEach(load -> moments.addAll(load.moments()));
        Truth exceeded = Truth.NO;
        for (Moment moment : moments) {
            Truth there = counts.apply(moment);
            if (there != Truth.NO && exceeded != Truth.YES) {
                exceeded = exceeded.or(
                        there.and(limits.exceeded(dimension, taken(dimension, moment), moment, Truth.POSSIBLE)));
            }
        }
        return exceeded;
    }

    private Bounds taken(CapacityDimension dimension, Moment moment) {
        Bounds total = Bounds.ZERO;
        for (Load load : loads) {
            if (load instanceof Lease lease) {
                total = total.plus(lease.taken(dimension, moment));
            }
        }
        if (dimension == CapacityDimension.POWER_MW) {
            for (Bounds party : own(moment).values()) {
                total = total.plus(party.atLeastZero());
            }
        }
        return total;
    }

    /** What each party runs of its own; a departure frees room from its earliest instant. */
    private Map<PartyId, Bounds> own(Moment moment) {
        Map<PartyId, Bounds> own = new HashMap<>();
        for (Load load : loads) {
            switch (load) {
                case Lease lease -> {}
                case Load.Workload work ->
                    own.merge(work.party(), Bounds.ZERO.plus(work.powerMw(), work.at(moment)), Bounds::plus);
                case Load.Departure gone ->
                    own.merge(gone.party(), Bounds.ZERO.minus(gone.powerMw(), gone.freed(moment)), Bounds::plus);
            }
        }
        return own;
    }

    private Bounds running(PartyId party, Moment moment) {
        Bounds running = Bounds.ZERO;
        for (Load load : loads) {
            if (load instanceof Load.Workload work && work.party().equals(party)) {
                running = running.plus(work.powerMw(), work.at(moment));
            } else if (load instanceof Load.Departure gone && gone.party().equals(party)) {
                running = running.minus(gone.powerMw(), gone.at(moment));
            }
        }
        return running;
    }
}
