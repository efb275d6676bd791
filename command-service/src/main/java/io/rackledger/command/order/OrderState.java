package io.rackledger.command.order;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Findings;
import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * An order as its events tell it. Immutable.
 *
 * @param totals   as stated when it was placed; null if none were
 * @param held     its lots
 * @param currency of every value in it; null while none is known
 */
record OrderState(
        OrderId order,
        PartyId buyer,
        @Nullable ProgrammeId programme,
        @Nullable Measures totals,
        Lots held,
        @Nullable CurrencyUnit currency) {
    private static final Set<Class<? extends Event>> WHAT_HAPPENS = Set.of(
            ServerOrderPlaced.class,
            OrderShiftedToVendor.class,
            ServerOrderAmended.class,
            DeliveryRecorded.class,
            OrderCancelled.class);
    private static final int LONGEST_ID = 63;
    private static final int LONGEST_NUMBER = 5;

    /** All that happens to an order. */
    static Boundary boundary(OrderId order) {
        return Boundary.of(Set.of(Tag.of(order)), WHAT_HAPPENS);
    }

    /** The order that an event is about; null if it is about none. */
    static @Nullable OrderId orderOf(Event event) {
        if (event instanceof ServerOrderPlaced placed) {
            return placed.order();
        }
        if (event instanceof OrderShiftedToVendor shifted) {
            return shifted.order();
        }
        if (event instanceof DeliveryRecorded delivery) {
            return delivery.order();
        }
        if (event instanceof ServerOrderAmended amended) {
            return amended.order();
        }
        return event instanceof OrderCancelled cancelled ? cancelled.order() : null;
    }

    static OrderState placed(ServerOrderPlaced placed, long position, @Nullable ValidTime at) {
        List<Lot> lots = new ArrayList<>();
        CurrencyUnit currency = placed.totals() == null ? null : placed.totals().currency();
        for (Allocation allocation : placed.allocations()) {
            lots.add(Lot.made(
                    placed.order(), allocation.lot(), allocation.vendor(), allocation.measures(), false, position, at));
            currency = currency == null ? allocation.measures().currency() : currency;
        }
        return new OrderState(
                placed.order(), placed.buyer(), placed.programme(), placed.totals(), Lots.of(lots), currency);
    }

    /** The order after one more event; what happens to other orders changes nothing. */
    OrderState after(Event event, long position, @Nullable ValidTime at) {
        if (!order.equals(orderOf(event))) {
            return this;
        }
        if (event instanceof OrderShiftedToVendor shifted) {
            return after(shifted, position, at);
        }
        if (event instanceof DeliveryRecorded delivery) {
            return with(delivery.lot(), delivery.measures(), lot -> lot.delivered(delivery.measures()));
        }
        if (event instanceof ServerOrderAmended amended) {
            return with(amended.lot(), amended.measures(), lot -> lot.amended(amended.measures(), at));
        }
        if (event instanceof OrderCancelled cancelled) {
            Lot.Emptied emptied = cancelled.allOpen() ? new Lot.Emptied(at) : null;
            return with(cancelled.lot(), cancelled.measures(), lot -> lot.cancelled(cancelled.measures(), emptied));
        }
        return this;
    }

    private OrderState after(OrderShiftedToVendor shifted, long position, @Nullable ValidTime at) {
        Lot.Emptied emptied = shifted.allOpen() ? new Lot.Emptied(at) : null;
        Lots changed = held;
        CurrencyUnit known = currency;
        for (OrderShiftedToVendor.Moved moved : shifted.moved()) {
            changed = changed.with(moved.lot(), lot -> lot.shifted(moved.measures(), emptied));
            known = known == null ? moved.measures().currency() : known;
        }
        Lot made = Lot.made(order, shifted.lot(), shifted.to(), shifted.measures(), true, position, at);
        return new OrderState(order, buyer, programme, totals, changed.plus(made), known);
    }

    private OrderState with(LotId id, Measures measures, UnaryOperator<Lot> change) {
        return new OrderState(
                order,
                buyer,
                programme,
                totals,
                held.with(id, change),
                currency == null ? measures.currency() : currency);
    }

    /** In the order in which they were made. */
    List<Lot> lots() {
        return held.all();
    }

    /** Those with something open. */
    List<Lot> open() {
        return held.open();
    }

    Stream<Lot> lotsOf(PartyId vendor) {
        return lots().stream().filter(lot -> lot.vendor().equals(vendor));
    }

    boolean holds(LotId id) {
        return held.holds(id);
    }

    /** The lots that a command means which names one, or a vendor, or neither where there is one vendor only. */
    List<Lot> named(@Nullable LotId lot, @Nullable PartyId vendor) {
        return lots().stream()
                .filter(each -> lot == null || each.id().equals(lot))
                .filter(each -> vendor == null || each.vendor().equals(vendor))
                .toList();
    }

    /** The rules on naming lots that deliveries and cancellations share. */
    Findings checkNamed(Findings findings, @Nullable LotId lot, @Nullable PartyId vendor) {
        boolean oneVendor = lots().stream().map(Lot::vendor).distinct().count() == 1;
        return findings.structural(
                        "lot-or-vendor-needed",
                        lot == null && vendor == null && !oneVendor,
                        "the order has several vendors: name a lot or a vendor")
                .structural("unknown-lot", named(lot, vendor).isEmpty(), "the order has no such lot");
    }

    /** The order of a command that requires one: its existence has been checked. */
    static OrderState required(@Nullable OrderState order) {
        if (order == null) {
            throw new IllegalStateException("the order has not been read");
        }
        return order;
    }

    /** Whether quantities are in another currency than the order. */
    boolean mixesWith(@Nullable Measures measures) {
        return currency != null
                && measures != null
                && measures.currency() != null
                && !currency.equals(measures.currency());
    }

    /** Whether what is known of the lots' shares, without what moved between them, sums to more than 1. */
    boolean sharesExceedOne() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Lot lot : lots()) {
            BigDecimal share = lot.allocated().share();
            if (share != null && lot.shifted().isExact(Measure.SHARE)) {
                sum = sum.add(share).subtract(lot.shifted().atLeast(Measure.SHARE));
            }
        }
        return sum.subtract(BigDecimal.ONE).compareTo(Allotment.TOLERANCE) > 0;
    }

    /** The id of a lot that nobody named, cut to the length of an id. */
    static LotId lotOf(OrderId order, PartyId vendor) {
        return new LotId(cut(order + "-" + vendor, LONGEST_ID));
    }

    /** The id of a new lot that nobody named, with the lowest number that is free, from 1. */
    LotId freeLot(PartyId vendor) {
        return held.unnamed(cut(order + "-" + vendor, LONGEST_ID - LONGEST_NUMBER) + "-");
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
