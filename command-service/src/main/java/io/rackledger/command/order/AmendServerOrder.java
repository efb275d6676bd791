package io.rackledger.command.order;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one lot is to bring changes in the measures that are given; in the others it stays as it was. An amendment that
 * is heard of late changes what the lot held from then on until the next one.
 */
final class AmendServerOrder implements Decider<AmendServerOrder.Body, OrderBook> {
    private static final List<Measure> JUDGED_BY_CAP = List.of(Measure.RACKS, Measure.GPUS, Measure.VALUE);

    record Body(
            OrderId order,
            LotId lot,
            Measures measures,
            @Nullable ValidTime on) implements Command {
        Body {
            Form.required(order, "order");
            Form.required(lot, "lot");
            Form.required(measures, "measures");
            Form.check(!measures.isUnknown(), "measures: at least one measure");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(order);
        }
    }

    @Override
    public String name() {
        return "amend-server-order";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Changes what one lot of an order is to bring, in the measures that are given.",
                        ServerOrderAmended.class)
                .structural("unknown-lot", "the order has the lot")
                .structural("not-positive", "the lot still brings something; what shall bring nothing is cancelled")
                .structural("currency-mixed", "an order has one currency")
                .structural("before-lot", "nothing is amended before its lot was made")
                .structural("below-delivered", "in every measure, what is delivered, shifted away or cancelled remains")
                .structural("shares-not-one", "the shares of the order's lots sum to no more than 1")
                .plausibleAcross("programme-overcommitted", "GPUs don't grow beyond the target of the programme")
                .plausibleAcross("concentration-cap", "no vendor's share grows beyond the cap of the programme")
                .example("""
                        {"order": "ord-1", "lot": "ord-1-dell", "on": "2024-12-01",
                         "measures": {"racks": 700, "gpus": 44800,
                           "value": {"amount": "5250000000.00", "currency": "USD"}}}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ServerOrderAmended e
                ? List.of(new Body(e.order(), e.lot(), e.measures(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, OrderBook book) {
        Boundary boundary = OrderState.boundary(body.order());
        OrderState order = book.known().get(body.order());
        ProgrammeId programme = order == null ? null : order.programme();
        if (programme == null) {
            return boundary;
        }
        boolean judged = book.cap(programme) != null
                || (book.target(programme) != null && body.measures().gpus() != null);
        Boundary definition = boundary.or(Boundary.of(Tag.of(programme), ProgrammeDefined.class));
        return judged ? definition.or(OrderBook.commitments(programme)) : definition;
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
        OrderState order = book.order(body.order());
        List<Lot> named = order.named(body.lot(), null);
        Findings findings = Findings.on(intake)
                .structural("unknown-lot", named.isEmpty(), "the order has no lot '" + body.lot() + "'")
                .structural("not-positive", body.measures().isZero(), "the lot would bring nothing: cancel it")
                .structural("currency-mixed", order.mixesWith(body.measures()), "the order is in another currency");
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        Lot lot = named.getFirst();
        ServerOrderAmended event = amended(order, lot, body.measures(), intake.validAt());
        OrderState after = order.after(event, Long.MAX_VALUE, intake.validAt());
        findings.structural(
                        "before-lot",
                        ValidTime.before(intake.validAt(), lot.madeAt()),
                        "amends what was not ordered yet")
                .structural(
                        "below-delivered",
                        belowDelivered(lot, body.measures(), intake.validAt()),
                        "more than that is delivered, shifted away or cancelled")
                .structural(
                        "shares-not-one",
                        body.measures().share() != null && after.sharesExceedOne(),
                        "the shares would sum to more than 1");
        ProgrammeId programme = order.programme();
        if (!findings.rejected() && programme != null) {
            List<OrderState> orders = book.ordersOf(programme).stream()
                    .map(each -> each.order().equals(order.order()) ? after : each)
                    .toList();
            findings.plausible(
                            "programme-overcommitted",
                            grows(lot, body.measures(), Measure.GPUS)
                                    ? Target.exceeded(book.target(programme), orders)
                                    : Truth.NO,
                            "the programme's orders exceed its target of GPUs")
                    .plausible(
                            "concentration-cap",
                            aboveCap(book.cap(programme), lot, body.measures(), orders),
                            "a vendor gets more of the programme than its cap on one vendor's share");
        }
        return findings.accept(() -> event);
    }

    /** An amendment that another one took the place of is not held against what came after that. */
    private static Truth belowDelivered(Lot lot, Measures given, @Nullable ValidTime at) {
        Truth below = Truth.NO;
        for (Map.Entry<Measure, BigDecimal> each : given.known().entrySet()) {
            below = below.or(lot.isGoneBeyond(each.getKey(), each.getValue()));
        }
        return below.and(lot.isAmendedAfter(at).not());
    }

    private static boolean grows(Lot lot, Measures given, Measure measure) {
        BigDecimal now = lot.allocated().amount(measure);
        BigDecimal next = given.amount(measure);
        return next != null && (now == null || next.compareTo(now) > 0);
    }

    private static boolean shrinks(Lot lot, Measures given, Measure measure) {
        BigDecimal now = lot.allocated().amount(measure);
        BigDecimal next = given.amount(measure);
        return next != null && (now == null || next.compareTo(now) < 0);
    }

    /** The share of the lot's vendor grows with the lot, those of the others when it shrinks. */
    private static Truth aboveCap(@Nullable BigDecimal cap, Lot lot, Measures given, Collection<OrderState> orders) {
        if (cap == null) {
            return Truth.NO;
        }
        boolean grows = JUDGED_BY_CAP.stream().anyMatch(measure -> grows(lot, given, measure));
        boolean shrinks = JUDGED_BY_CAP.stream().anyMatch(measure -> shrinks(lot, given, measure));
        Stream<PartyId> vendors = orders.stream()
                .flatMap(order -> order.lots().stream())
                .map(Lot::vendor)
                .distinct()
                .filter(vendor -> vendor.equals(lot.vendor()) ? grows : shrinks);
        return vendors.map(vendor -> Concentration.above(cap, vendor, orders)).reduce(Truth.NO, Truth::or);
    }

    private static ServerOrderAmended amended(OrderState order, Lot lot, Measures given, @Nullable ValidTime at) {
        Measures before = lot.allocated(at);
        Map<Measure, BigDecimal> amounts = new EnumMap<>(Measure.class);
        amounts.putAll(before.known());
        amounts.putAll(given.known());
        CurrencyUnit currency = given.currency() == null ? before.currency() : given.currency();
        return new ServerOrderAmended(
                order.order(),
                order.buyer(),
                order.programme(),
                lot.id(),
                lot.vendor(),
                Measures.of(amounts, currency));
    }
}
