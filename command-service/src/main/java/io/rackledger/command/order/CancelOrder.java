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
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is open of an order is cancelled, of one lot or of a vendor's oldest lots first. */
final class CancelOrder implements Decider<CancelOrder.Body, CancelOrder.State> {
    record Body(
            OrderId order,
            @Nullable LotId lot,
            @Nullable PartyId vendor,
            Extent extent,
            @Nullable ValidTime cancelledOn,
            @Nullable String reason)
            implements Command {
        Body {
            Form.required(order, "order");
            Form.required(extent, "extent");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return cancelledOn;
        }

        @Override
        public List<EntityId> requires() {
            List<EntityId> required = new ArrayList<>(List.of(order));
            if (vendor != null) {
                required.add(vendor);
            }
            return required;
        }
    }

    /** The order; null until it was placed. */
    record State(@Nullable OrderState order) {}

    @Override
    public String name() {
        return "cancel-order";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Cancels what is open of an order, of one lot or of a vendor's oldest lots first.",
                        OrderCancelled.class)
                .structural("lot-or-vendor-needed", "where the order has several vendors, a lot or a vendor is named")
                .structural("unknown-lot", "the order has the lot")
                .structural("not-positive", "something is cancelled")
                .structural("currency-mixed", "an order has one currency")
                .structural("nothing-open", "something is open there")
                .structural("exceeds-open", "no more is cancelled than is open")
                .structural("measures-disagree", "stated measures are in the ratio of the lots")
                .structural("fraction-not-whole", "what is cancelled splits no rack, server or GPU")
                .structural("before-lot", "nothing is cancelled before its lot was made")
                .example("""
                        {"order": "ord-1", "lot": "ord-1-dell-2", "cancelledOn": "2025-01-31", "reason": "descoped",
                         "extent": {"measures": {"racks": 50, "gpus": 3200,
                           "value": {"amount": "375000000.00", "currency": "USD"}}}}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof OrderCancelled e
                ? List.of(new Body(
                        e.order(), e.lot(), null, Extent.of(e.allOpen(), e.measures()), fact.validAt(), e.reason()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return OrderState.boundary(body.order());
    }

    @Override
    public State initial() {
        return new State(null);
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        if (recorded.event() instanceof ServerOrderPlaced placed) {
            return new State(OrderState.placed(placed, recorded.position(), recorded.validAt()));
        }
        OrderState order = state.order();
        return order == null
                ? state
                : new State(order.after(recorded.event(), recorded.position(), recorded.validAt()));
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        OrderState order = OrderState.required(state.order());
        List<Lot> named = order.named(body.lot(), body.vendor());
        List<Lot> open = named.stream().filter(Lot::isOpen).toList();
        Findings findings = order.checkNamed(Findings.on(intake), body.lot(), body.vendor())
                .structural("not-positive", body.extent().isZero(), "nothing would be cancelled")
                .structural(
                        "currency-mixed", order.mixesWith(body.extent().measures()), "the order is in another currency")
                .structural("nothing-open", open.isEmpty(), "nothing is open there");
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        Taking taking = Taking.of(open, body.extent());
        return findings.structural("exceeds-open", taking.exceeds(), "more than is open")
                .structural("measures-disagree", taking.disagrees(), "the measures are not in the ratio of the lots")
                .structural("fraction-not-whole", taking.notWhole() != null, String.valueOf(taking.notWhole()))
                .structural("before-lot", taking.before(intake.validAt()), "cancels what was not ordered yet")
                .acceptAll(() -> taking.pieces().stream()
                        .map(piece -> cancelled(body, order, piece))
                        .toList());
    }

    private static OrderCancelled cancelled(Body body, OrderState order, Taking.Piece piece) {
        return new OrderCancelled(
                order.order(),
                order.buyer(),
                order.programme(),
                piece.lot().id(),
                piece.lot().vendor(),
                piece.measures(),
                body.extent().isAll(),
                body.reason());
    }
}
