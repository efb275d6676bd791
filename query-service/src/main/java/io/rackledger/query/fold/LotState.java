package io.rackledger.query.fold;

import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's lot of an order, with what became of it. Immutable.
 *
 * <p>Nothing on record means nothing delivered only for a lot whose size somebody stated: of a lot that is known by its
 * share of the order alone, nobody follows the deliveries, so they are unknown.
 *
 * @param shiftedIn whether a shift made the lot; else the order itself did
 * @param allocated what the lot holds, as made or as last amended
 * @param brought   what an amended lot held when it was made; null for one that never was amended
 * @param atMost    upper bounds of what it holds, in measures that are unknown
 * @param madeOn    when; null if no one says
 * @param shifted   what went to other vendors
 * @param emptied   whether all that was open went, however much that was
 */
public record LotState(
        LotId lot,
        PartyId vendor,
        boolean shiftedIn,
        Measures allocated,
        @Nullable Measures brought,
        Map<Measure, BigDecimal> atMost,
        @Nullable ValidTime madeOn,
        Tally delivered,
        Tally cancelled,
        Tally shifted,
        boolean emptied) {
    private static final List<Measure> QUANTITIES = List.copyOf(EnumSet.complementOf(EnumSet.of(Measure.SHARE)));

    public LotState {
        atMost = Amounts.of(atMost);
    }

    /** A lot of which only the name is known so far. */
    static LotState named(LotId lot, PartyId vendor) {
        return new LotState(
                lot,
                vendor,
                false,
                Measures.UNKNOWN,
                null,
                Map.of(),
                null,
                Tally.NOTHING,
                Tally.NOTHING,
                Tally.NOTHING,
                false);
    }

    /** An amendment that is told before the making stands, as it followed. */
    LotState made(PartyId by, boolean shift, Measures measures, Map<Measure, BigDecimal> most, @Nullable ValidTime on) {
        return brought == null
                ? new LotState(lot, by, shift, measures, null, most, on, delivered, cancelled, shifted, emptied)
                : new LotState(lot, by, shift, allocated, measures, atMost, on, delivered, cancelled, shifted, emptied);
    }

    /** What it was amended to says nothing of where it was emptied before: some may be open again. */
    LotState amended(Measures measures) {
        return new LotState(
                lot,
                vendor,
                shiftedIn,
                measures,
                brought == null ? allocated : brought,
                Map.of(),
                madeOn,
                delivered,
                cancelled,
                shifted,
                false);
    }

    LotState withDelivered(Measures part) {
        return with(delivered.plus(part), cancelled, shifted, emptied);
    }

    LotState withCancelled(Measures part, boolean all) {
        return with(delivered, cancelled.plus(part), shifted, emptied || all);
    }

    LotState withShifted(Measures part, boolean all) {
        return with(delivered, cancelled, shifted.plus(part), emptied || all);
    }

    /** The same lot where some of what it knows had not happened. */
    LotState read(
            Measures held,
            Map<Measure, BigDecimal> most,
            Tally newDelivered,
            Tally newCancelled,
            Tally newShifted,
            boolean newEmptied) {
        return new LotState(
                lot,
                vendor,
                shiftedIn,
                held,
                brought,
                most,
                madeOn,
                newDelivered,
                newCancelled,
                newShifted,
                newEmptied);
    }

    private LotState with(Tally newDelivered, Tally newCancelled, Tally newShifted, boolean newEmptied) {
        return new LotState(
                lot,
                vendor,
                shiftedIn,
                allocated,
                brought,
                atMost,
                madeOn,
                newDelivered,
                newCancelled,
                newShifted,
                newEmptied);
    }

    /** What is known of the lot's amount. */
    public Bounds bounds(Basis basis, Measure measure) {
        return switch (basis) {
            case AWARDED -> shiftedIn ? raised(measure) : held(measure);
            case COMMITTED -> committed(measure);
            case OPEN -> open(measure);
            case DELIVERED -> delivered(measure);
        };
    }

    /** Whether something was ordered here: by the order itself, or by amending what a shift had made. */
    public boolean isAwarded() {
        return !shiftedIn || brought != null;
    }

    /** By how much amendments raised it over what it was made with. */
    private Bounds raised(Measure measure) {
        if (brought == null) {
            return Bounds.NOTHING;
        }
        BigDecimal first = brought.amount(measure);
        BigDecimal now = allocated.amount(measure);
        return first == null || now == null
                ? Bounds.upTo(now)
                : Bounds.exactly(Amounts.notNegative(now.subtract(first)));
    }

    /** Whether something is open; a lot of unknown size is open until all of it goes. */
    public boolean isOpen() {
        return isOpen(this::open);
    }

    /** The same, of one of which it is known what is open. */
    boolean isOpen(Function<Measure, Bounds> openOf) {
        boolean known = false;
        for (Measure measure : QUANTITIES) {
            Bounds open = openOf.apply(measure);
            if (open.low().signum() > 0) {
                return true;
            }
            known |= open.isExact();
        }
        return !known && !emptied;
    }

    /** Whether more is known of its size than its share of the order. */
    boolean isSized() {
        return allocated.isSized();
    }

    Bounds held(Measure measure) {
        BigDecimal amount = allocated.amount(measure);
        return amount == null ? Bounds.upTo(atMost.get(measure)) : Bounds.exactly(amount);
    }

    private Bounds delivered(Measure measure) {
        BigDecimal recorded = delivered.atLeast(measure);
        if (delivered.isExact(measure) && (isSized() || delivered.parts() > 0)) {
            return Bounds.exactly(recorded);
        }
        BigDecimal most = held(measure).high();
        return new Bounds(recorded, most == null ? null : most.max(recorded));
    }

    private Bounds committed(Measure measure) {
        Bounds held = held(measure);
        BigDecimal most = left(held.high(), measure, false);
        if (most != null && held.isExact() && shifted.isExact(measure) && cancelled.isExact(measure)) {
            return Bounds.exactly(most);
        }
        Bounds received = delivered(measure);
        BigDecimal least = most == null ? received.low() : received.low().min(most);
        return emptied ? new Bounds(least, most).within(received) : new Bounds(least, most);
    }

    private Bounds open(Measure measure) {
        BigDecimal amount = allocated.amount(measure);
        BigDecimal most = left(amount == null ? atMost.get(measure) : amount, measure, true);
        boolean exact = amount != null
                && isSized()
                && shifted.isExact(measure)
                && cancelled.isExact(measure)
                && delivered.isExact(measure);
        if (most != null && exact) {
            return Bounds.exactly(most);
        }
        return emptied ? Bounds.NOTHING : Bounds.upTo(most);
    }

    /** The most that is left once what is known to have gone has gone; null where there is no telling. */
    private @Nullable BigDecimal left(@Nullable BigDecimal held, Measure measure, boolean withoutDelivered) {
        if (held == null) {
            return null;
        }
        BigDecimal left = held.subtract(shifted.atLeast(measure)).subtract(cancelled.atLeast(measure));
        return Amounts.notNegative(withoutDelivered ? left.subtract(delivered.atLeast(measure)) : left);
    }
}
