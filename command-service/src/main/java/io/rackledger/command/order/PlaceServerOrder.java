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
import io.rackledger.events.Allocation;
import io.rackledger.events.EntityId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A buyer orders servers, in one lot for each vendor. */
final class PlaceServerOrder implements Decider<PlaceServerOrder.Body, OrderBook> {
    record Body(
            OrderId order,
            PartyId buyer,
            @Nullable ProgrammeId programme,
            @Nullable ValidTime placedOn,
            @Nullable Measures totals,
            List<Part> allocations)
            implements Command {
        /** What one vendor gets; without {@code measures} nobody says how much. */
        record Part(
                @Nullable LotId lot,
                PartyId vendor,
                @Nullable Measures measures) {
            Part {
                Form.required(vendor, "allocations[].vendor");
            }
        }

        Body {
            Form.required(order, "order");
            Form.required(buyer, "buyer");
            Form.required(allocations, "allocations");
            allocations = Form.copy(allocations, "allocations");
            Form.check(!allocations.isEmpty(), "allocations: at least one");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return placedOn;
        }

        @Override
        public List<EntityId> requires() {
            List<EntityId> required = new ArrayList<>(List.of(buyer));
            allocations.forEach(part -> required.add(part.vendor()));
            if (programme != null) {
                required.add(programme);
            }
            return required;
        }

        @Override
        public EntityId creates() {
            return order;
        }

        private List<LotId> lots() {
            return allocations.stream()
                    .map(part -> part.lot() == null ? OrderState.lotOf(order, part.vendor()) : part.lot())
                    .toList();
        }

        private List<PartyId> vendors() {
            return allocations.stream().map(Part::vendor).distinct().toList();
        }

        private Allotment allotment() {
            return new Allotment(
                    totals,
                    allocations.stream()
                            .map(part -> part.measures() == null ? Measures.UNKNOWN : part.measures())
                            .toList());
        }
    }

    @Override
    public String name() {
        return "place-server-order";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Places an order for servers, in one lot for each vendor.", ServerOrderPlaced.class)
                .structural("self-dealing", "the buyer is none of the vendors")
                .structural("lot-exists", "each allocation makes a lot of its own")
                .structural("currency-mixed", "an order has one currency")
                .structural("shares-not-one", "shares, where all are given, sum to 1")
                .structural("total-mismatch", "the allocations sum to the totals in what both state")
                .structural("fraction-not-whole", "shares split no rack, server or GPU")
                .structural("not-positive", "each allocation orders something; a report may leave open how much")
                .plausibleAcross("vendor-blocked", "no vendor is suspended or delisted then")
                .plausibleAcross("programme-overcommitted", "the programme's orders stay within its target of GPUs")
                .example("""
                        {"order": "ord-1", "buyer": "xai", "programme": "colossus", "placedOn": "2024-06-19",
                         "totals": {"racks": 1600}, "allocations": [
                          {"lot": "ord-1-dell", "vendor": "dell", "measures": {"racks": 800, "gpus": 51200,
                           "value": {"amount": "6000000000.00", "currency": "USD"}}},
                          {"lot": "ord-1-smci", "vendor": "supermicro", "measures": {"racks": 800, "gpus": 51200,
                           "value": {"amount": "6000000000.00", "currency": "USD"}}}]}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ServerOrderPlaced e
                ? List.of(new Body(
                        e.order(),
                        e.buyer(),
                        e.programme(),
                        fact.validAt(),
                        e.totals(),
                        e.allocations().stream()
                                .map(part -> new Body.Part(part.lot(), part.vendor(), part.measures()))
                                .toList()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, OrderBook book) {
        Boundary boundary = Boundary.NONE;
        for (PartyId vendor : body.vendors()) {
            boundary = boundary.or(VendorStanding.boundary(vendor));
        }
        ProgrammeId programme = body.programme();
        return programme == null || book.target(programme) == null
                ? boundary
                : boundary.or(OrderBook.commitments(programme));
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
        Allotment allotment = body.allotment();
        Set<LotId> lots = new HashSet<>(body.lots());
        Findings findings = Findings.on(intake)
                .structural("self-dealing", body.vendors().contains(body.buyer()), "the buyer is a vendor, too")
                .structural("lot-exists", lots.size() < body.allocations().size(), "two allocations make the same lot")
                .structural("currency-mixed", allotment.mixesCurrencies(), "an order has one currency")
                .structural("shares-not-one", allotment.sharesAreNotOne(), "the shares don't sum to 1");
        if (!findings.rejected()) {
            findings.structural(
                    "total-mismatch", allotment.totalsMismatch(), "the allocations don't sum to the totals");
        }
        List<Measures> parts = findings.rejected() ? List.of() : resolve(findings, allotment);
        boolean empty =
                parts.stream().anyMatch(part -> part.isZero() || (intake.mode() == Mode.DECIDED && part.isUnknown()));
        findings.structural("not-positive", empty, "each allocation orders something, in one measure at least");
        for (PartyId vendor : body.vendors()) {
            findings.plausible(
                    "vendor-blocked",
                    book.standing().blocked(vendor, intake.validAt()),
                    "'" + vendor + "' is suspended or delisted");
        }
        findings.plausible(
                "programme-overcommitted",
                overcommitted(book, body, parts),
                "the programme's orders exceed its target of GPUs");
        return findings.accept(() -> placed(body, parts));
    }

    private static List<Measures> resolve(Findings findings, Allotment allotment) {
        try {
            return allotment.resolved();
        } catch (ArithmeticException e) {
            findings.structural("fraction-not-whole", true, "the totals can't be split that way: " + e.getMessage());
            return List.of();
        }
    }

    private static Truth overcommitted(OrderBook book, Body body, List<Measures> parts) {
        ProgrammeId programme = body.programme();
        if (programme == null || parts.isEmpty()) {
            return Truth.NO;
        }
        List<OrderState> orders = new ArrayList<>(book.ordersOf(programme));
        orders.add(OrderState.placed(placed(body, parts), Long.MAX_VALUE, null));
        return Target.exceeded(book.target(programme), orders);
    }

    private static ServerOrderPlaced placed(Body body, List<Measures> parts) {
        List<Allocation> allocations = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Body.Part part = body.allocations().get(i);
            allocations.add(new Allocation(body.lots().get(i), part.vendor(), parts.get(i)));
        }
        return new ServerOrderPlaced(body.order(), body.buyer(), body.programme(), body.totals(), allocations);
    }
}
