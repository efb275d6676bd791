package io.rackledger.query.exposure;

import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Fact;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.SupplyLink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on a supplier for one component, reached by way of certain others.
 *
 * @param open       what is open at each vendor, which all that is asked about has in common
 * @param components those on the way, the supplier's own last
 * @param paths      from each vendor that it can be reached from
 */
record Exposed(
        Backlogs backlogs, Open open, PartyId supplier, List<String> components, Map<PartyId, List<SupplyPath>> paths) {
    private static final int SCALE = 6;

    private record Told(Instant at, long position, String event) {}

    /** What is open at each vendor, by lot and in all, and what that rests on: worked out once for all suppliers. */
    record Open(Map<PartyId, OpenLots> lots, Bounds total, Grounds grounds) {
        static Open of(Backlogs backlogs) {
            return new Open(backlogs.open(), backlogs.total(), Grounds.of(backlogs.orders()));
        }
    }

    /** By supplier and components, in their order. */
    static List<Exposed> of(Backlogs backlogs, Map<PartyId, List<SupplyPath>> paths) {
        if (paths.values().stream().allMatch(List::isEmpty)) {
            return List.of();
        }
        Open open = Open.of(backlogs);
        Map<List<String>, Exposed> all = new LinkedHashMap<>();
        paths.forEach((vendor, ways) -> ways.forEach(way -> {
            List<String> key = new ArrayList<>(way.components());
            key.add(way.supplier().value());
            all.computeIfAbsent(
                            key,
                            any -> new Exposed(backlogs, open, way.supplier(), way.components(), new LinkedHashMap<>()))
                    .paths()
                    .computeIfAbsent(vendor, any -> new ArrayList<>())
                    .add(way);
        }));
        return all.values().stream()
                .sorted(Comparator.comparing((Exposed each) -> each.components().getLast())
                        .thenComparing(each -> each.supplier().value())
                        .thenComparing(each -> String.join(">", each.components())))
                .toList();
    }

    Bounds amount() {
        return paths.keySet().stream().map(this::at).reduce(Bounds.NOTHING, Bounds::plus);
    }

    /** Never more than all that is open there, whatever the shares may be. */
    Bounds at(PartyId vendor) {
        return Products.of(lots(vendor).sum(), part(vendor));
    }

    /**
     * What would hang on it whichever of the vendors that ever held a lot of these orders built all that is open: that
     * much no shift between them changes.
     */
    Bounds whicheverVendor() {
        Bounds least = open.lots().keySet().stream()
                .map(this::part)
                .reduce((one, other) -> new Bounds(one.low().min(other.low()), least(one.high(), other.high())))
                .orElse(Bounds.NOTHING);
        return Products.of(open.total(), least);
    }

    private static @Nullable BigDecimal least(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : other == null ? one : one.min(other);
    }

    /** How much of what a vendor builds it supplies, never more than all. */
    private Bounds part(PartyId vendor) {
        Bounds part = ways(vendor).stream().map(SupplyPath::part).reduce(Bounds.NOTHING, Bounds::plus);
        return part.within(new Bounds(BigDecimal.ZERO, BigDecimal.ONE.max(part.low())));
    }

    private List<SupplyPath> ways(PartyId vendor) {
        return paths.getOrDefault(vendor, List.of());
    }

    private OpenLots lots(PartyId vendor) {
        OpenLots lots = open.lots().get(vendor);
        return lots == null ? new OpenLots() : lots;
    }

    /** Lots whose part is known, on each way / lots, on each way; null where there is none. */
    @Nullable
    BigDecimal coverage() {
        long all = 0;
        long known = 0;
        for (PartyId vendor : paths.keySet()) {
            for (SupplyPath way : ways(vendor)) {
                all += lots(vendor).count();
                known += lots(vendor).known(way.part());
            }
        }
        return all == 0 ? null : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(all), SCALE, RoundingMode.HALF_UP);
    }

    /** The links on the way and what became of the lots, in the order of their valid time. */
    Because because() {
        Evidence orders = open.grounds().of(paths.keySet());
        List<Told> links = paths.values().stream()
                .flatMap(ways -> ways.stream())
                .flatMap(way -> way.links().stream())
                .flatMap(Exposed::facts)
                .map(fact ->
                        new Told(fact.at() == null ? Instant.MIN : fact.at().earliest(), fact.position(), fact.event()))
                .distinct()
                .toList();
        List<String> first = Stream.concat(
                        links.stream(), orders.first().stream().map(Exposed::told))
                .sorted(Comparator.comparing(Told::at).thenComparing(Told::position))
                .map(Told::event)
                .toList();
        String all = "/api/ledger/events?tag=party:" + supplier;
        return new Because(Because.of(first, all).events(), links.size() + orders.events(), all);
    }

    private static Told told(Movement movement) {
        Instant at = movement.at() == null ? Instant.MIN : movement.at().earliest();
        return new Told(at, movement.position(), movement.event());
    }

    private static Stream<Fact> facts(SupplyLink link) {
        return Stream.concat(Stream.of(link.linked()), Stream.ofNullable(link.unlinked()));
    }
}
