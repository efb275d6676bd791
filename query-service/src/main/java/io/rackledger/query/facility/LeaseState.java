package io.rackledger.query.facility;

import io.rackledger.events.CapacityDimension;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Happened;
import io.rackledger.query.fold.Step;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lease over time: it has its first terms until it is amended, and so on, and ends when the terms then in force say
 * so, or when it is terminated. Immutable.
 *
 * @param from  when it begins; null where nobody says
 * @param terms those that it was made with, and amendments
 * @param ended its terminations; the first counts
 */
record LeaseState(
        LeaseId lease,
        PartyId lessor,
        PartyId tenant,
        @Nullable ValidTime from,
        List<Step<LeaseTerms>> terms,
        List<Termination> ended) {
    /** That it ended before its time. */
    record Termination(@Nullable ValidTime at, String event) {}

    LeaseState {
        terms = List.copyOf(terms);
        ended = List.copyOf(ended);
    }

    LeaseState begun(@Nullable ValidTime at, Step<LeaseTerms> first) {
        return new LeaseState(lease, lessor, tenant, at, and(terms, first), ended);
    }

    LeaseState amended(Step<LeaseTerms> change) {
        return new LeaseState(lease, lessor, tenant, from, and(terms, change), ended);
    }

    LeaseState terminated(@Nullable ValidTime at, String event) {
        return new LeaseState(lease, lessor, tenant, from, terms, and(ended, new Termination(at, event)));
    }

    private static <T> List<T> and(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    /** The terms that may be in force. */
    List<LeaseTerms> possible(Instant instant) {
        return Step.possible(terms, instant).stream().map(Step::value).toList();
    }

    /** Whether it runs; not where only changes of it count, as of one that is amended before it begins. */
    Truth runs(Instant instant) {
        if (terms.stream().noneMatch(step -> step.rank() == Step.Rank.FIRST)) {
            return Truth.NO;
        }
        return Happened.by(instant, from).and(over(instant).not());
    }

    private Truth over(Instant instant) {
        List<Truth> ends = possible(instant).stream()
                .map(each -> endedBy(each, instant))
                .distinct()
                .toList();
        Truth over = ends.isEmpty() ? Truth.NO : ends.size() == 1 ? ends.getFirst() : Truth.POSSIBLE;
        for (Termination termination : ended) {
            over = over.or(Happened.by(instant, termination.at()));
        }
        return over;
    }

    private static Truth endedBy(LeaseTerms terms, Instant instant) {
        return terms.to() == null ? Truth.NO : Happened.by(instant, terms.to());
    }

    /** What it takes: of the terms that may be in force, the least if it surely runs, and the most. */
    Bounds taken(CapacityDimension dimension, Instant instant) {
        Truth runs = runs(instant);
        if (runs == Truth.NO) {
            return Bounds.NOTHING;
        }
        List<Bounds> sizes = possible(instant).stream()
                .filter(each -> endedBy(each, instant) != Truth.YES)
                .map(each -> size(each, dimension))
                .toList();
        BigDecimal most = BigDecimal.ZERO;
        for (Bounds size : sizes) {
            most = most == null || size.high() == null ? null : most.max(size.high());
        }
        BigDecimal least =
                sizes.stream().map(Bounds::low).reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
        return new Bounds(runs == Truth.YES ? least : BigDecimal.ZERO, most);
    }

    /** A lease takes some of everything; how much, is told of power or of GPUs only. */
    private static Bounds size(LeaseTerms terms, CapacityDimension dimension) {
        return switch (dimension) {
            case POWER_MW -> terms.powerMw() == null ? Bounds.UNKNOWN : exactly(terms.powerMw());
            case GPUS -> terms.gpus() == null ? Bounds.UNKNOWN : exactly(BigDecimal.valueOf(terms.gpus()));
            case COOLING_MW, SPACE_RACKS, FIBRE_GBPS -> Bounds.UNKNOWN;
        };
    }

    private static Bounds exactly(BigDecimal size) {
        return Bounds.exactly(size.max(BigDecimal.ZERO));
    }

    Stream<String> events() {
        return Stream.concat(terms.stream().map(Step::event), ended.stream().map(Termination::event));
    }
}
