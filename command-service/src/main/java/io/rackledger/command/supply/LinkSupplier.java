package io.rackledger.command.supply;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.command.decision.SupplyLink;
import io.rackledger.command.decision.SupplyLinks;
import io.rackledger.events.EntityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A supplier makes a component for a customer from now on. What other links of the component allow is asked at every
 * moment of theirs from then on, and of a partial date under every reading.
 */
final class LinkSupplier implements Decider<LinkSupplier.Body, SupplyLinks> {
    record Body(
            PartyId supplier,
            PartyId customer,
            String component,
            @Nullable BigDecimal share,
            @Nullable ValidTime since) implements Command {
        Body {
            Form.required(supplier, "supplier");
            Form.required(customer, "customer");
            Component.check(component);
        }

        @Override
        public @Nullable ValidTime validAt() {
            return since;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(supplier, customer);
        }

        @Override
        public Set<Tag> about() {
            return Set.of(Tag.of(supplier), Tag.of(customer), Tag.component(component));
        }
    }

    @Override
    public String name() {
        return "link-supplier";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof SupplierLinked e
                ? List.of(new Body(e.supplier(), e.customer(), e.component(), e.share(), fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Says who makes a component for whom, and how much of what is needed.", SupplierLinked.class)
                .structural("same-party", "a supplier is no customer of its own")
                .structural("not-positive", "a share is above zero")
                .structural("already-linked", "a supplier is linked to a customer once for a component at a time")
                .structuralAcross("supply-cycle", "nobody supplies themselves with a component, through others either")
                .structuralAcross(
                        "supply-over-100", "the known shares of a customer's suppliers of a component are 1 at most")
                .example("""
                        {"supplier": "wistron", "customer": "dell", "component": "ASSEMBLY", "share": 0.6,
                         "since": "2024"}""");
    }

    @Override
    public Boundary boundary(Body body, SupplyLinks links) {
        return Boundary.of(Tag.component(body.component()), SupplierLinked.class, SupplierUnlinked.class);
    }

    @Override
    public SupplyLinks initial() {
        return SupplyLinks.NONE;
    }

    @Override
    public SupplyLinks evolve(SupplyLinks links, Recorded recorded) {
        return links.after(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, SupplyLinks links) {
        Body body = intake.body();
        SupplyLink link = new SupplyLink(
                body.supplier(), body.customer(), body.component(), body.share(), intake.validAt(), false, null);
        Network network = new Network(links.all(), link);
        return Findings.on(intake)
                .structural("same-party", body.supplier().equals(body.customer()), "'" + body.supplier() + "' is both")
                .structural(
                        "not-positive",
                        body.share() != null && body.share().signum() <= 0,
                        "a share is above 0; without a link there is none")
                .structural(
                        "already-linked",
                        network.twice(),
                        "'" + body.supplier() + "' makes " + body.component() + " for '" + body.customer()
                                + "' already")
                .structural(
                        "supply-cycle",
                        network.circular(),
                        "'" + body.customer() + "' makes " + body.component() + " for '" + body.supplier()
                                + "', itself or through others")
                .structural(
                        "supply-over-100",
                        network.overfull(),
                        "the suppliers of " + body.component() + " to '" + body.customer()
                                + "' would make more than all of it")
                .accept(() -> new SupplierLinked(body.supplier(), body.customer(), body.component(), body.share()));
    }
}
