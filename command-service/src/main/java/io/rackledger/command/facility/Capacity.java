package io.rackledger.command.facility;

import io.rackledger.events.Limits;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The room of one facility over time. What is taken only ever grows where a lease or a workload begins, so it is enough
 * to look at those moments, and at the end of time, where all that never ends meets. At each, what surely counts and
 * what may count bound the sum: above the limit with what is sure, it is exceeded under every reading; with what may
 * be, under some. Immutable.
 */
record Capacity(Limits limits, List<Load> loads) {
    Capacity {
        loads = List.copyOf(loads);
    }

    /** Whether a limit is exceeded at some instant at which the added load counts. */
    Truth exceededBy(Load added) {
        Truth exceeded = exceededAt(Looked.beside(added), added);
        for (Looked looked : looked(load -> !(load instanceof Load.Departure))) {
            Truth there = added.at(looked.moment());
            if (there != Truth.NO && exceeded != Truth.YES) {
                exceeded = exceeded.or(there.and(exceededAt(looked, added)));
            }
        }
        return exceeded;
    }

    /** Whether the party runs less than what departs: then, or later, so that what departs later could not. */
    Truth fallsShortOf(Load.Departure added) {
        Truth tooLittle = running(added.party(), Looked.beside(added)).below(added.powerMw());
        for (Looked looked : looked(load -> load instanceof Load.Departure)) {
            Truth later = added.at(looked.moment());
            tooLittle = tooLittle.or(later.and(running(added.party(), looked).below(added.powerMw())));
        }
        return tooLittle;
    }

    private List<Looked> looked(Predicate<Load> starting) {
        List<Looked> looked = new ArrayList<>();
        loads.stream().filter(starting).map(Looked::where).forEach(looked::add);
        looked.add(new Looked(Moment.END, null));
        return looked;
    }

    private Truth exceededAt(Looked looked, Load added) {
        return power(looked, added).above(limits.powerMw()).or(gpus(looked, added));
    }

    private Bounds power(Looked looked, Load added) {
        Bounds total = Bounds.ZERO;
        Map<PartyId, Bounds> own = new HashMap<>();
        for (Load load : loads) {
            switch (load) {
                case Load.Lease lease -> total = total.plus(lease.powerMw(), looked.counts(lease));
                case Load.Workload work ->
                    own.merge(work.party(), Bounds.ZERO.plus(work.powerMw(), looked.counts(work)), Bounds::plus);
                case Load.Departure gone ->
                    own.merge(
                            gone.party(), Bounds.ZERO.minus(gone.powerMw(), gone.freed(looked.moment())), Bounds::plus);
            }
        }
        for (Bounds party : own.values()) {
            total = total.plus(party.atLeastZero());
        }
        return switch (added) {
            case Load.Lease lease -> total.plus(lease.powerMw(), Truth.YES);
            case Load.Workload work -> total.plus(work.powerMw(), Truth.YES);
            case Load.Departure gone -> throw new IllegalStateException("what departs takes no room");
        };
    }

    /** Of GPUs only leases speak, and only those that count them are judged by them. */
    private Truth gpus(Looked looked, Load added) {
        if (!(added instanceof Load.Lease lease) || lease.gpus() == null) {
            return Truth.NO;
        }
        Bounds total = Bounds.ZERO.plus(BigDecimal.valueOf(lease.gpus()), Truth.YES);
        for (Load load : loads) {
            if (load instanceof Load.Lease other && other.gpus() != null) {
                total = total.plus(BigDecimal.valueOf(other.gpus()), looked.counts(other));
            }
        }
        return total.above(limits.gpus() == null ? null : BigDecimal.valueOf(limits.gpus()));
    }

    private Bounds running(PartyId party, Looked looked) {
        Bounds running = Bounds.ZERO;
        for (Load load : loads) {
            if (load instanceof Load.Workload work && work.party().equals(party)) {
                running = running.plus(work.powerMw(), looked.counts(work));
            } else if (load instanceof Load.Departure gone && gone.party().equals(party)) {
                running = running.minus(gone.powerMw(), looked.counts(gone));
            }
        }
        return running;
    }

    /** A moment, and the load that begins there: it counts there, also where nobody knows when that is. */
    private record Looked(Moment moment, @Nullable Load starting) {
        static Looked where(Load starting) {
            return new Looked(Moment.at(starting.from()), starting);
        }

        /** Where the load begins that is to be added, and so is none of those that are counted. */
        static Looked beside(Load added) {
            return new Looked(Moment.at(added.from()), null);
        }

        Truth counts(Load load) {
            return load.equals(starting) ? Truth.YES : load.at(moment);
        }
    }
}
