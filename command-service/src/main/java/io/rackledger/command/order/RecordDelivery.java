package io.rackledger.command.order;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.EntityId;
import io.rackledger.events.FacilityId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Servers arrive, of one lot or of a vendor's oldest lots first, and maybe at a facility. */
final class RecordDelivery implements Decider<RecordDelivery.Body, RecordDelivery.State> {
    record Body(
            DeliveryId delivery,
            OrderId order,
            @Nullable LotId lot,
            @Nullable PartyId vendor,
            Measures measures,
            @Nullable ValidTime deliveredOn,
            @Nullable FacilityId facility)
            implements Command {
        Body {
            Form.required(delivery, "delivery");
            Form.required(order, "order");
            Form.required(measures, "measures");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return deliveredOn;
        }

        @Override
        public List<EntityId> requires() {
            List<EntityId> required = new ArrayList<>(List.of(order));
            if (vendor != null) {
                required.add(vendor);
            }
            if (facility != null) {
                required.add(facility);
            }
            return required;
        }

        @Override
        public EntityId creates() {
            return delivery;
        }
    }

    /**
     * The order and the facility.
     *
     * @param order null until it was placed
     */
    record State(@Nullable OrderState order, Hosting hosting) {}

    @Override
    public String name() {
        return "record-delivery";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Records that servers of an order arrived, of one lot or of a vendor's oldest lots first.",
                        DeliveryRecorded.class)
                .structural("lot-or-vendor-needed", "where the order has several vendors, a lot or a vendor is named")
                .structural("unknown-lot", "the order has the lot")
                .structural("not-positive", "a delivery brings something; a report may leave open how much")
                .structural("currency-mixed", "an order has one currency")
                .structural("over-delivery", "no more arrives than is open")
                .structural("fraction-not-whole", "what a lot gives splits no rack, server or GPU")
                .structural("before-lot", "nothing arrives before its lot was made")
                .plausibleAcross("facility-full", "the facility can host what arrives there")
                .example("""
                        {"delivery": "dlv-1", "order": "ord-1", "vendor": "dell", "deliveredOn": "2024-09-30",
                         "measures": {"racks": 400, "gpus": 25600, "value": {"amount": "3000000000.00", "currency": "USD"}}}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof DeliveryRecorded e
                ? List.of(new Body(e.delivery(), e.order(), e.lot(), null, e.measures(), fact.validAt(), e.facility()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, State state) {
        Boundary boundary = OrderState.boundary(body.order());
        return body.facility() == null ? boundary : boundary.or(state.hosting().boundary(body.facility()));
    }

    @Override
    public State initial() {
        return new State(null, Hosting.NONE);
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        Hosting hosting = state.hosting().after(recorded);
        if (recorded.event() instanceof ServerOrderPlaced placed) {
            return new State(OrderState.placed(placed, recorded.position(), recorded.validAt()), hosting);
        }
        OrderState order = state.order();
        OrderState after =
                order == null ? null : order.after(recorded.event(), recorded.position(), recorded.validAt());
        return new State(after, hosting);
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        OrderState order = OrderState.required(state.order());
        List<Lot> lots = source(order.named(body.lot(), body.vendor()), intake.validAt());
        boolean nothing = body.measures().isZero()
                || (intake.mode() == Mode.DECIDED && body.measures().isUnknown());
        Findings findings = order.checkNamed(Findings.on(intake), body.lot(), body.vendor())
                .structural("not-positive", nothing, "a delivery brings something")
                .structural("currency-mixed", order.mixesWith(body.measures()), "the order is in another currency")
                .structural("over-delivery", lots.isEmpty(), "nothing is open there");
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        Taking taking = Taking.delivery(lots, body.measures());
        return findings.structural("over-delivery", taking.exceeds(), "more than is open there")
                .structural("fraction-not-whole", taking.notWhole() != null, String.valueOf(taking.notWhole()))
                .structural("before-lot", taking.before(intake.validAt()), "delivers what was not ordered yet")
                .plausible("facility-full", full(intake, state, taking), "more than the facility can host")
                .acceptAll(() -> taking.pieces().stream()
                        .map(piece -> delivered(body, order, piece))
                        .toList());
    }

    /** The open lots; where none is, those that were emptied of an amount that nobody knows. */
    private static List<Lot> source(List<Lot> named, @Nullable ValidTime at) {
        List<Lot> open = named.stream().filter(Lot::isOpen).toList();
        return open.isEmpty()
                ? named.stream().filter(lot -> lot.mayHaveDelivered(at)).toList()
                : open;
    }

    private static Truth full(Intake<Body> intake, State state, Taking taking) {
        if (intake.body().facility() == null) {
            return Truth.NO;
        }
        List<Measures> brought =
                taking.pieces().stream().map(Taking.Piece::measures).toList();
        return state.hosting().fullWith(brought, intake.validAt());
    }

    private static DeliveryRecorded delivered(Body body, OrderState order, Taking.Piece piece) {
        return new DeliveryRecorded(
                body.delivery(),
                order.order(),
                order.buyer(),
                order.programme(),
                piece.lot().id(),
                piece.lot().vendor(),
                piece.measures(),
                body.facility());
    }
}
