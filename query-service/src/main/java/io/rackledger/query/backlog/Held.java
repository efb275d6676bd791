package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.OrderAsOf;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A lot within its order, and what is open of it, which several figures ask. */
record Held(OrderAsOf order, LotAsOf lot, Map<Measure, Bounds> open) {
    static Held of(OrderAsOf order, LotAsOf lot) {
        Map<Measure, Bounds> open = new EnumMap<>(Measure.class);
        for (Measure measure : Part.QUANTITIES) {
            open.put(measure, lot.bounds(Basis.OPEN, measure));
        }
        return new Held(order, lot, open);
    }

    Bounds open(Measure measure) {
        return Objects.requireNonNull(open.get(measure));
    }

    /** Whether no amount is known at all. */
    boolean isUnknown() {
        return open.values().stream().noneMatch(Bounds::isExact);
    }

    Stream<Movement> movements() {
        return order.movementsOf(lot);
    }
}
