package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Holdings;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Sum;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's lots of an order.
 *
 * @param moved the vendor among those to whose lots anything happened; −1 if it isn't
 * @param held  what is known of them without looking at each; null where each must be looked at
 * @param at    the vendor among those that hold any
 */
record Part(
        OrderAsOf order,
        PartyId vendor,
        int moved,
        @Nullable Holdings held,
        int at) {
    static final List<Measure> QUANTITIES = List.copyOf(EnumSet.complementOf(EnumSet.of(Measure.SHARE)));

    /** One for each vendor of an order. */
    static void forEach(OrderAsOf order, Consumer<Part> told) {
        Holdings held = order.holdings();
        if (held == null) {
            order.lots().stream()
                    .map(LotAsOf::vendor)
                    .distinct()
                    .forEach(vendor -> told.accept(new Part(order, vendor, order.indexOf(vendor), null, 0)));
        } else {
            for (int i = 0; i < held.vendors(); i++) {
                PartyId vendor = held.vendor(i);
                told.accept(new Part(order, vendor, order.indexOf(vendor), held, i));
            }
        }
    }

    private Stream<LotAsOf> lots() {
        return order.lots().stream().filter(lot -> lot.vendor().equals(vendor));
    }

    /** Those of which something may be open. */
    Stream<LotAsOf> openLots() {
        if (held == null || (held.open(at) > 0 && held.open(at) < held.lots(at))) {
            return lots().filter(LotAsOf::isOpen);
        }
        return held.open(at) == 0 ? Stream.empty() : lots();
    }

    /** One of those, from 0. */
    LotAsOf openLot(long i) {
        return openLots().skip(i).findFirst().orElseThrow();
    }

    /** How many of them that are. */
    long open() {
        return held == null ? openLots().count() : held.open(at);
    }

    /** Of how many of those some amount is known. */
    long openKnown() {
        return held == null
                ? openLots().filter(lot -> !Held.of(order, lot).isUnknown()).count()
                : held.openKnown(at);
    }

    /** Adds what is open of them. */
    void addOpen(Measure measure, Sum sum) {
        if (held != null && held.tells(at, Basis.OPEN, measure)) {
            held.add(at, Basis.OPEN, measure, sum);
        } else {
            lots().forEach(lot -> sum.add(lot.bounds(Basis.OPEN, measure)));
        }
    }
}
