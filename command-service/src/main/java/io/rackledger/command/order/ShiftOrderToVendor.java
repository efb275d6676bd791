package io.rackledger.command.order;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.command.decision.VendorStanding;
import io.rackledger.events.EntityId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Stated;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is open at one vendor moves to another: of one order, or of every order of a buyer, all or none. */
final class ShiftOrderToVendor implements Decider<ShiftOrderToVendor.Body, OrderBook> {
    record Body(
            @Nullable OrderId order,
            @Nullable PartyId buyer,
            PartyId from,
            PartyId to,
            Extent extent,
            @Nullable LotId lot,
            @Nullable LotId fromLot,
            @Nullable ValidTime effectiveOn,
            @Nullable String reason,
            @Nullable Stated stated)
            implements Command {
        Body {
            Form.check((order == null) != (buyer == null), "order: exactly one of order and buyer");
            Form.required(from, "from");
            Form.required(to, "to");
            Form.required(extent, "extent");
            Form.check(lot == null || order != null, "lot: only with order");
            Form.check(fromLot == null || order != null, "fromLot: only with order");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return effectiveOn;
        }

        @Override
        public List<EntityId> requires() {
            List<EntityId> required = new ArrayList<>();
            if (order != null) {
                required.add(order);
            }
            if (buyer != null) {
                required.add(buyer);
            }
            required.add(from);
            required.add(to);
            return required;
        }

        private boolean means(OrderState state) {
            return order == null ? state.buyer().equals(buyer) : state.order().equals(order);
        }
    }

    @Override
    public String name() {
        return "shift-order-to-vendor";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    /** All that was open is told as such; an amount is told lot by lot, so that it is taken from where it was. */
    @Override
    public List<Body> retell(Recorded fact) {
        if (!(fact.event() instanceof OrderShiftedToVendor e)) {
            return List.of();
        }
        if (e.allOpen()) {
            return List.of(told(e, fact.validAt(), Extent.of(true, e.measures()), null));
        }
        return e.moved().stream()
                .map(moved -> told(e, fact.validAt(), Extent.of(false, moved.measures()), moved.lot()))
                .toList();
    }

    private static Body told(OrderShiftedToVendor e, @Nullable ValidTime at, Extent extent, @Nullable LotId fromLot) {
        return new Body(e.order(), null, e.from(), e.to(), extent, e.lot(), fromLot, at, e.reason(), e.stated());
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Shifts what is open at one vendor to another: of one order, or of every order of a buyer, all or none.",
                        OrderShiftedToVendor.class)
                .structural("same-vendor", "it moves to another vendor")
                .structural("self-dealing", "the buyer is no vendor of its own")
                .structural("not-positive", "something moves")
                .structural("unknown-lot", "the order has the lot that it comes from, at that vendor")
                .structural("lot-exists", "the new lot is none that the order has")
                .structural("currency-mixed", "an order has one currency")
                .structuralAcross("nothing-open", "something is open at the vendor")
                .structuralAcross("exceeds-open", "no more moves than is open")
                .structural("measures-disagree", "stated measures are in the ratio of the lots")
                .structural("fraction-not-whole", "what moves splits no rack, server or GPU")
                .structural("before-lot", "nothing moves before its lot was made")
                .plausibleAcross("vendor-blocked", "the new vendor is not suspended or delisted then")
                .plausibleAcross(
                        "concentration-cap", "the new vendor stays within the programme's cap on one vendor's share")
                .plausibleAcross(
                        "supply-not-ready", "the new vendor's suppliers are ready by then, where they say from when")
                .example("""
                        {"order": "ord-1", "from": "supermicro", "to": "dell", "extent": {"fraction": 0.5},
                         "lot": "ord-1-dell-2", "effectiveOn": "2024-11-18", "reason": "risk of delisting"}""");
    }

    @Override
    public Boundary boundary(Body body, OrderBook book) {
        List<Boundary> all = new ArrayList<>();
        all.add(VendorStanding.boundary(body.to()));
        all.add(book.suppliers().boundary(body.to()));
        if (body.order() != null) {
            all.add(OrderState.boundary(body.order()));
        } else if (body.buyer() != null) {
            Set<Tag> theirs = Set.of(Tag.buyer(body.buyer()), Tag.vendor(body.from()));
            all.add(Boundary.of(theirs, ServerOrderPlaced.class, OrderShiftedToVendor.class));
        }
        for (OrderBook.Entry entry : book.entries()) {
            boolean meant = body.order() == null
                    ? entry.buyer().equals(body.buyer()) && entry.vendors().contains(body.from())
                    : entry.order().equals(body.order());
            if (meant) {
                all.add(OrderState.boundary(entry.order()));
                if (entry.programme() != null) {
                    all.add(programme(entry.programme(), book));
                }
            }
        }
        return Boundary.of(all);
    }

    private static Boundary programme(ProgrammeId programme, OrderBook book) {
        Boundary definition = Boundary.of(Tag.of(programme), ProgrammeDefined.class);
        return book.cap(programme) == null ? definition : definition.or(OrderBook.commitments(programme));
    }

    @Override
    public OrderBook initial() {
        return OrderBook.EMPTY;
    }

    @Override
    public OrderBook evolve(OrderBook book, Recorded recorded) {
        return book.after(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, OrderBook book) {
        Body body = intake.body();
        List<OrderState> orders = book.orders().stream().filter(body::means).toList();
        List<Lot> open = orders.stream()
                .flatMap(order -> order.open().stream())
                .filter(lot -> lot.vendor().equals(body.from()))
                .filter(lot -> body.fromLot() == null || lot.id().equals(body.fromLot()))
                .sorted(Comparator.comparingLong(Lot::position))
                .toList();
        Findings findings = Findings.on(intake);
        checkForm(findings, body, orders, open);
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        Taking taking = Taking.of(open, body.extent());
        findings.structural("exceeds-open", taking.exceeds(), "more than is open at '" + body.from() + "'")
                .structural("measures-disagree", taking.disagrees(), "the measures are not in the ratio of the lots")
                .structural("fraction-not-whole", taking.notWhole() != null, String.valueOf(taking.notWhole()))
                .structural("before-lot", taking.before(intake.validAt()), "shifts what was not ordered yet");
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        List<OrderShiftedToVendor> events = events(body, book, taking);
        findings.plausible(
                        "vendor-blocked",
                        book.standing().blocked(body.to(), intake.validAt()),
                        "'" + body.to() + "' is suspended or delisted")
                .plausible(
                        "concentration-cap",
                        aboveCap(body, book, events),
                        "'" + body.to() + "' gets more of a programme than its cap on one vendor's share")
                .plausible(
                        "supply-not-ready",
                        book.suppliers().notReady(body.to(), intake.validAt()),
                        "a supplier of '" + body.to() + "' says that it is ready later only");
        return findings.acceptAll(() -> events);
    }

    private static void checkForm(Findings findings, Body body, List<OrderState> orders, List<Lot> open) {
        Measures measures = body.extent().measures();
        LotId fromLot = body.fromLot();
        LotId lot = body.lot();
        findings.structural("same-vendor", body.from().equals(body.to()), "it is at '" + body.to() + "' already")
                .structural(
                        "self-dealing",
                        orders.stream().anyMatch(order -> order.buyer().equals(body.to())),
                        "the buyer would be a vendor, too")
                .structural("not-positive", body.extent().isZero(), "nothing would move")
                .structural(
                        "unknown-lot",
                        fromLot != null
                                && orders.stream()
                                        .flatMap(order -> order.lotsOf(body.from()))
                                        .noneMatch(each -> each.id().equals(fromLot)),
                        "the order has no lot '" + fromLot + "' at '" + body.from() + "'")
                .structural(
                        "lot-exists",
                        lot != null && orders.stream().anyMatch(order -> order.holds(lot)),
                        "the order has a lot '" + lot + "' already")
                .structural(
                        "currency-mixed",
                        orders.stream()
                                .filter(order -> open.stream()
                                        .anyMatch(each -> each.order().equals(order.order())))
                                .anyMatch(order -> order.mixesWith(measures)),
                        "the order is in another currency")
                .structural("nothing-open", open.isEmpty(), "nothing is open at '" + body.from() + "'");
    }

    /** One event for each order, in the order of their oldest lots. */
    private static List<OrderShiftedToVendor> events(Body body, OrderBook book, Taking taking) {
        Map<OrderId, List<OrderShiftedToVendor.Moved>> moved = new LinkedHashMap<>();
        for (Taking.Piece piece : taking.pieces()) {
            moved.computeIfAbsent(piece.lot().order(), order -> new ArrayList<>())
                    .add(new OrderShiftedToVendor.Moved(piece.lot().id(), piece.measures()));
        }
        List<OrderShiftedToVendor> events = new ArrayList<>();
        moved.forEach((id, parts) -> {
            OrderState order = book.order(id);
            events.add(new OrderShiftedToVendor(
                    id,
                    order.buyer(),
                    order.programme(),
                    body.from(),
                    body.to(),
                    body.lot() == null ? order.freeLot(body.to()) : body.lot(),
                    parts,
                    parts.stream()
                            .map(OrderShiftedToVendor.Moved::measures)
                            .reduce(Measures::plus)
                            .orElse(Measures.UNKNOWN),
                    body.extent().isAll(),
                    body.reason(),
                    body.stated()));
        });
        return events;
    }

    private static Truth aboveCap(Body body, OrderBook book, List<OrderShiftedToVendor> events) {
        Truth above = Truth.NO;
        for (OrderShiftedToVendor event : events) {
            ProgrammeId programme = event.programme();
            BigDecimal cap = programme == null ? null : book.cap(programme);
            if (programme != null && cap != null) {
                Collection<OrderState> after = book.ordersOf(programme).stream()
                        .map(order -> after(order, events))
                        .toList();
                above = above.or(Concentration.above(cap, body.to(), after));
            }
        }
        return above;
    }

    private static OrderState after(OrderState order, List<OrderShiftedToVendor> events) {
        OrderState after = order;
        for (OrderShiftedToVendor event : events) {
            after = after.after(event, Long.MAX_VALUE, null);
        }
        return after;
    }
}
