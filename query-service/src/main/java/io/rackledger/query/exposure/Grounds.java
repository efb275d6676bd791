package io.rackledger.query.exposure;

import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Holdings;
import io.rackledger.query.fold.OrderAsOf;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * What happened to lots of any of some vendors. Suppliers have many vendors in common: orders of the same vendors are
 * gone through once for each choice of these. Thread-safe.
 */
final class Grounds {
    /** Of fewer orders nothing is kept. */
    private static final int FEW = 8;

    private final Map<List<PartyId>, List<OrderAsOf>> orders;
    private final ConcurrentMap<Choice, Evidence> known = new ConcurrentHashMap<>();

    /** Some of the vendors that orders have. */
    private record Choice(List<PartyId> vendors, Set<PartyId> chosen) {}

    private Grounds(Map<List<PartyId>, List<OrderAsOf>> orders) {
        this.orders = orders;
    }

    static Grounds of(List<OrderAsOf> orders) {
        return new Grounds(orders.stream().collect(Collectors.groupingBy(Grounds::vendors)));
    }

    /** All to whose lots anything happened, and maybe others. */
    private static List<PartyId> vendors(OrderAsOf order) {
        Holdings held = order.holdings();
        return held != null && held.tellsEvents() ? held.holders() : order.vendors();
    }

    /** What happened to lots of these vendors. */
    Evidence of(Set<PartyId> vendors) {
        Evidence all = new Evidence();
        orders.forEach((theirs, same) -> {
            Set<PartyId> chosen = new HashSet<>(theirs);
            chosen.retainAll(vendors);
            if (!chosen.isEmpty() && same.size() >= FEW) {
                all.add(known.computeIfAbsent(new Choice(theirs, chosen), choice -> of(same, choice)));
            } else if (!chosen.isEmpty()) {
                same.forEach(order -> all.add(order, chosen));
            }
        });
        return all;
    }

    private static Evidence of(List<OrderAsOf> orders, Choice choice) {
        Evidence evidence = new Evidence();
        if (choice.chosen().size() == choice.vendors().size()) {
            orders.forEach(evidence::add);
        } else if (choice.chosen().size() == 1) {
            PartyId vendor = choice.chosen().iterator().next();
            orders.forEach(order -> evidence.add(order, vendor));
        } else {
            orders.forEach(order -> evidence.add(order, choice.chosen()));
        }
        return evidence;
    }
}
