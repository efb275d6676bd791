package io.rackledger.command.facility;

import io.rackledger.command.decision.Bounds;
import io.rackledger.command.decision.Moment;
import io.rackledger.command.decision.Timeline;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lease over time: it has its first terms until it is amended, and so on, and ends when the terms then in force say
 * so, or when it is terminated. Immutable.
 *
 * @param from  when it begins; null where nobody says
 * @param terms those that it was made with, and amendments
 * @param ended its terminations; the first counts
 */
record Lease(
        LeaseId lease,
        FacilityId facility,
        PartyId lessor,
        PartyId tenant,
        @Nullable ValidTime from,
        Timeline<LeaseTerms> terms,
        List<Termination> ended)
        implements Load {
    /** That it ended before its time. */
    record Termination(@Nullable ValidTime at) {}

    Lease {
        ended = List.copyOf(ended);
    }

    static Lease of(FacilityLeased leased) {
        LeaseTerms first = new LeaseTerms(
                leased.powerMw(), leased.gpus(), leased.period().to(), leased.feePerMonth(), leased.noticeDays());
        return new Lease(
                leased.lease(),
                leased.facility(),
                leased.lessor(),
                leased.tenant(),
                leased.period().from(),
                Timeline.of(first),
                List.of());
    }

    Lease amended(Timeline.Step<LeaseTerms> change) {
        return new Lease(lease, facility, lessor, tenant, from, terms.with(change), ended);
    }

    Lease terminated(@Nullable ValidTime at) {
        List<Termination> more = new ArrayList<>(ended);
        more.add(new Termination(at));
        return new Lease(lease, facility, lessor, tenant, from, terms, more);
    }

    /** Whether it has ended by that moment. */
    Truth over(Moment moment) {
        Truth over = terms.test(moment, step -> endedBy(step, moment));
        for (Termination termination : ended) {
            over = over.or(moment.before(termination.at()).not());
        }
        return over;
    }

    private static Truth endedBy(Timeline.Step<LeaseTerms> step, Moment moment) {
        ValidTime to = step.value().to();
        return to == null || moment.isStartOf(step)
                ? Truth.NO
                : moment.before(to).not();
    }

    /** It counts where it begins, also where its end reads the same. */
    @Override
    public Truth at(Moment moment) {
        return moment.isStartOf(this)
                ? Truth.YES
                : moment.before(from).not().and(over(moment).not());
    }

    @Override
    public List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        moments.add(Moment.startOf(this, from));
        terms.changes().forEach(step -> moments.add(Moment.startOf(step, step.from())));
        return moments;
    }

    /** What it takes at that moment: of the terms that may be in force, the least if it surely counts, and the most. */
    Bounds taken(CapacityDimension dimension, Moment moment) {
        Truth counts = at(moment);
        if (counts == Truth.NO) {
            return Bounds.ZERO;
        }
        List<Bounds> sizes = terms.possible(moment).stream()
                .filter(step -> moment.isStartOf(this) || endedBy(step, moment) != Truth.YES)
                .map(step -> size(step.value(), dimension))
                .toList();
        BigDecimal least =
                sizes.stream().map(Bounds::least).reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
        Bounds most = sizes.stream().reduce(Bounds.ZERO, Lease::larger);
        return new Bounds(counts == Truth.YES ? least : BigDecimal.ZERO, most.most());
    }

    private static Bounds larger(Bounds one, Bounds other) {
        BigDecimal mine = one.most();
        BigDecimal theirs = other.most();
        return mine == null || (theirs != null && mine.compareTo(theirs) >= 0) ? one : other;
    }

    /** Of power every lease takes some; of GPUs only one that counts them. */
    private static Bounds size(LeaseTerms terms, CapacityDimension dimension) {
        return switch (dimension) {
            case POWER_MW -> Bounds.of(terms.powerMw());
            case GPUS -> Bounds.of(terms.gpus() == null ? BigDecimal.ZERO : BigDecimal.valueOf(terms.gpus()));
            case COOLING_MW, SPACE_RACKS, FIBRE_GBPS -> Bounds.ZERO;
        };
    }
}
