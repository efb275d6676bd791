package io.rackledger.command.order;

import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's lot of an order, with what became of it. Unknown is not zero: what is open in a measure is exact, or has
 * an upper bound, or neither. Immutable.
 *
 * @param position of the event that made the lot
 * @param madeAt   when that was in the world; null if unknown
 * @param shifted  what went to other vendors
 * @param emptied  when all that was open went; null if it never did
 */
record Lot(
        OrderId order,
        LotId id,
        PartyId vendor,
        Measures allocated,
        long position,
        @Nullable ValidTime madeAt,
        Tally delivered,
        Tally cancelled,
        Tally shifted,
        @Nullable Emptied emptied) {
    /** All that was open went, whatever it was. */
    record Emptied(@Nullable ValidTime at) {}

    static Lot made(
            OrderId order, LotId id, PartyId vendor, Measures allocated, long position, @Nullable ValidTime madeAt) {
        return new Lot(
                order, id, vendor, allocated, position, madeAt, Tally.NOTHING, Tally.NOTHING, Tally.NOTHING, null);
    }

    Lot delivered(Measures part) {
        return new Lot(
                order, id, vendor, allocated, position, madeAt, delivered.plus(part), cancelled, shifted, emptied);
    }

    Lot cancelled(Measures part, @Nullable Emptied now) {
        Emptied after = now == null ? emptied : now;
        return new Lot(order, id, vendor, allocated, position, madeAt, delivered, cancelled.plus(part), shifted, after);
    }

    Lot shifted(Measures part, @Nullable Emptied now) {
        Emptied after = now == null ? emptied : now;
        return new Lot(order, id, vendor, allocated, position, madeAt, delivered, cancelled, shifted.plus(part), after);
    }

    /** Whether more is known of its size than its share of the order. */
    boolean isSized() {
        return allocated.known().keySet().stream().anyMatch(measure -> measure != Measure.SHARE);
    }

    /** The most that can be open; null where that is unknown. */
    @Nullable
    BigDecimal openAtMost(Measure measure) {
        BigDecimal whole = allocated.amount(measure);
        if (whole == null) {
            return null;
        }
        return gone().map(tally -> tally.atLeast(measure))
                .reduce(whole, BigDecimal::subtract)
                .max(BigDecimal.ZERO);
    }

    /** What is open; null where that is not known exactly. */
    @Nullable
    BigDecimal openExactly(Measure measure) {
        BigDecimal most = openAtMost(measure);
        if (most == null || most.signum() == 0) {
            return most;
        }
        return isSized() && gone().allMatch(tally -> tally.isExact(measure)) ? most : null;
    }

    private Stream<Tally> gone() {
        return Stream.of(delivered, cancelled, shifted);
    }

    /** What is open in each measure in which that is known. */
    Measures open() {
        Map<Measure, BigDecimal> open = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            BigDecimal exactly = openExactly(measure);
            if (exactly != null) {
                open.put(measure, exactly);
            }
        }
        return Measures.of(open, allocated.currency());
    }

    /** Whether something is open; a lot of unknown size is open until all of it goes. */
    boolean isOpen() {
        return emptied == null && !open().isZero();
    }

    /** Whether it was emptied of an amount that nobody knows, and may have delivered at that time. */
    boolean mayHaveDelivered(@Nullable ValidTime at) {
        return emptied != null && open().isUnknown() && ValidTime.before(emptied.at(), at) != Truth.YES;
    }
}
