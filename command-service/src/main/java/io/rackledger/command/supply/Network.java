package io.rackledger.command.supply;

import io.rackledger.command.decision.SupplyLink;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The links of one component with one more that is about to join them. Immutable. */
record Network(List<SupplyLink> others, SupplyLink added) {
    Network {
        others = List.copyOf(others);
    }

    /** Whether one between the same two stands at some time at which the added one does. */
    Truth twice() {
        return others.stream()
                .filter(link -> link.joins(added.supplier(), added.customer(), added.component()))
                .map(link -> link.ended() ? ValidTime.before(added.since(), link.until()) : Truth.YES)
                .reduce(Truth.NO, Truth::or);
    }

    /** Whether at some time the added customer makes the component for the added supplier, itself or through others. */
    Truth circular() {
        Set<PartyId> ever = reached(link -> true);
        if (!ever.contains(added.supplier())) {
            return Truth.NO;
        }
        List<SupplyLink> downstream =
                others.stream().filter(link -> ever.contains(link.supplier())).toList();
        return at(downstream, moment -> {
            if (reached(link -> moment.sees(link) == Truth.YES).contains(added.supplier())) {
                return Truth.YES;
            }
            return reached(link -> moment.sees(link) != Truth.NO).contains(added.supplier())
                    ? Truth.POSSIBLE
                    : Truth.NO;
        });
    }

    /** Whom the added customer supplies over links of a kind, itself or through others; itself first. */
    private Set<PartyId> reached(Predicate<SupplyLink> counts) {
        Set<PartyId> reached = new LinkedHashSet<>(Set.of(added.customer()));
        Set<PartyId> last = reached;
        while (!last.isEmpty()) {
            Set<PartyId> next = new LinkedHashSet<>();
            for (SupplyLink link : others) {
                if (last.contains(link.supplier()) && !reached.contains(link.customer()) && counts.test(link)) {
                    next.add(link.customer());
                }
            }
            reached.addAll(next);
            last = next;
        }
        return reached;
    }

    /** Whether at some time the known shares of the added customer's suppliers are above 1. */
    Truth overfull() {
        BigDecimal share = added.share();
        if (share == null) {
            return Truth.NO;
        }
        List<SupplyLink> beside = others.stream()
                .filter(link -> link.customer().equals(added.customer()) && link.share() != null)
                .toList();
        return at(beside, moment -> {
            if (sum(share, beside, link -> moment.sees(link) == Truth.YES).compareTo(BigDecimal.ONE) > 0) {
                return Truth.YES;
            }
            return sum(share, beside, link -> moment.sees(link) != Truth.NO).compareTo(BigDecimal.ONE) > 0
                    ? Truth.POSSIBLE
                    : Truth.NO;
        });
    }

    private static BigDecimal sum(BigDecimal share, List<SupplyLink> links, Predicate<SupplyLink> counts) {
        BigDecimal sum = share;
        for (SupplyLink link : links) {
            if (link.share() != null && counts.test(link)) {
                sum = sum.add(link.share());
            }
        }
        return sum;
    }

    /** Whether something holds at some moment of these links and the added one, at which the added one stands. */
    private Truth at(List<SupplyLink> links, Function<Moment, Truth> holds) {
        List<SupplyLink> all = new ArrayList<>(links);
        all.add(added);
        Truth somewhen = Truth.NO;
        for (Moment moment : Moment.of(all)) {
            somewhen = somewhen.or(moment.sees(added).and(holds.apply(moment)));
        }
        return somewhen;
    }
}
