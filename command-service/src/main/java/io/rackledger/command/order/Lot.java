package io.rackledger.command.order;

import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's lot of an order, with what became of it. Unknown is not zero: what is open in a measure is exact, or has
 * an upper bound, or neither. Immutable.
 *
 * @param history  what it held when it was made, then what it was amended to, in the order in which that happened
 * @param shiftedIn whether a shift made the lot; else the order itself did
 * @param position of the event that made the lot
 * @param madeAt   when that was in the world; null if unknown
 * @param shifted  what went to other vendors
 * @param emptied  when all that was open went; null if it never did
 */
record Lot(
        OrderId order,
        LotId id,
        PartyId vendor,
        List<Holding> history,
        boolean shiftedIn,
        long position,
        @Nullable ValidTime madeAt,
        Tally delivered,
        Tally cancelled,
        Tally shifted,
        @Nullable Emptied emptied) {
    /** All that was open went, whatever it was. */
    record Emptied(@Nullable ValidTime at) {}

    /** What it holds from then on. */
    record Holding(Measures measures, @Nullable ValidTime from) {
        /** Where nobody says when, as late as can be. */
        private boolean laterThan(@Nullable ValidTime at) {
            return at != null && (from == null || from.earliest().isAfter(at.earliest()));
        }
    }

    Lot {
        history = List.copyOf(history);
    }

    static Lot made(
            OrderId order,
            LotId id,
            PartyId vendor,
            Measures measures,
            boolean shiftedIn,
            long position,
            @Nullable ValidTime madeAt) {
        return new Lot(
                order,
                id,
                vendor,
                List.of(new Holding(measures, madeAt)),
                shiftedIn,
                position,
                madeAt,
                Tally.NOTHING,
                Tally.NOTHING,
                Tally.NOTHING,
                null);
    }

    Lot delivered(Measures part) {
        return with(delivered.plus(part), cancelled, shifted, emptied);
    }

    Lot cancelled(Measures part, @Nullable Emptied now) {
        return with(delivered, cancelled.plus(part), shifted, now == null ? emptied : now);
    }

    Lot shifted(Measures part, @Nullable Emptied now) {
        return with(delivered, cancelled, shifted.plus(part), now == null ? emptied : now);
    }

    private Lot with(Tally newDelivered, Tally newCancelled, Tally newShifted, @Nullable Emptied newEmptied) {
        return new Lot(
                order,
                id,
                vendor,
                history,
                shiftedIn,
                position,
                madeAt,
                newDelivered,
                newCancelled,
                newShifted,
                newEmptied);
    }

    /** Holds other quantities from then on, and so may have something open again. */
    Lot amended(Measures measures, @Nullable ValidTime at) {
        List<Holding> changed = new ArrayList<>(history);
        changed.add(heldBefore(at) + 1, new Holding(measures, at));
        Emptied still = emptied != null && ValidTime.before(at, emptied.at()) == Truth.YES ? emptied : null;
        return new Lot(order, id, vendor, changed, shiftedIn, position, madeAt, delivered, cancelled, shifted, still);
    }

    /** What it holds by all that is known. */
    Measures allocated() {
        return history.getLast().measures();
    }

    /** What it held before what is heard of that time. */
    Measures allocated(@Nullable ValidTime at) {
        return history.get(heldBefore(at)).measures();
    }

    /** What it held when it was made. */
    Measures brought() {
        return history.getFirst().measures();
    }

    boolean isAmended() {
        return history.size() > 1;
    }

    /**
     * Whether something that it was amended to before takes the place of an amendment of that time; never of one that
     * will stand.
     */
    Truth isAmendedAfter(@Nullable ValidTime at) {
        if (heldBefore(at) == history.size() - 1) {
            return Truth.NO;
        }
        return history.stream()
                .skip(1)
                .map(later -> ValidTime.before(at, later.from()))
                .reduce(Truth.NO, Truth::or);
    }

    private int heldBefore(@Nullable ValidTime at) {
        int index = history.size() - 1;
        while (index > 0 && history.get(index).laterThan(at)) {
            index--;
        }
        return index;
    }

    /** Whether more than that is gone already: delivered, shifted away or cancelled. */
    Truth isGoneBeyond(Measure measure, BigDecimal amount) {
        BigDecimal known = gone().map(tally -> tally.atLeast(measure)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal held = allocated().amount(measure);
        if (known.compareTo(amount) > 0) {
            return Truth.YES;
        }
        boolean bounded = held != null && held.compareTo(amount) <= 0;
        return bounded || gone().allMatch(tally -> tally.isExact(measure)) ? Truth.NO : Truth.POSSIBLE;
    }

    /** Whether more is known of its size than its share of the order. */
    boolean isSized() {
        return allocated().isSized();
    }

    /** The most that can be open; null where that is unknown. */
    @Nullable
    BigDecimal openAtMost(Measure measure) {
        BigDecimal whole = allocated().amount(measure);
        if (whole == null) {
            return null;
        }
        return whole.subtract(delivered.atLeast(measure))
                .subtract(cancelled.atLeast(measure))
                .subtract(shifted.atLeast(measure))
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
        return Measures.of(open, allocated().currency());
    }

    /**
     * Whether something is open; a lot of unknown size is open until all of it goes. What is left of its share of the
     * order says nothing once its size is known, which may have been amended to what is gone.
     */
    boolean isOpen() {
        boolean known = false;
        for (Measure measure : Measure.values()) {
            BigDecimal exactly = measure == Measure.SHARE && isSized() ? null : openExactly(measure);
            if (exactly != null && exactly.signum() != 0) {
                return true;
            }
            known |= exactly != null;
        }
        return !known && emptied == null;
    }

    /** Whether it was emptied of an amount that nobody knows, and may have delivered at that time. */
    boolean mayHaveDelivered(@Nullable ValidTime at) {
        return emptied != null && open().isUnknown() && ValidTime.before(emptied.at(), at) != Truth.YES;
    }
}
