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
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A supplier makes a component for a customer no more. */
final class UnlinkSupplier implements Decider<UnlinkSupplier.Body, SupplyLinks> {
    record Body(
            PartyId supplier,
            PartyId customer,
            String component,
            @Nullable ValidTime until) implements Command {
        Body {
            Form.required(supplier, "supplier");
            Form.required(customer, "customer");
            Component.check(component);
        }

        @Override
        public @Nullable ValidTime validAt() {
            return until;
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
        return "unlink-supplier";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof SupplierUnlinked e
                ? List.of(new Body(e.supplier(), e.customer(), e.component(), fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Says that a supplier makes a component for a customer no more.", SupplierUnlinked.class)
                .structural("not-linked", "the supplier is linked to the customer for the component")
                .structural("before-link", "a link ends no earlier than it began")
                .example("""
                        {"supplier": "wistron", "customer": "dell", "component": "ASSEMBLY", "until": "2025-06"}""");
    }

    @Override
    public Boundary boundary(Body body, SupplyLinks links) {
        Set<Tag> tags = new HashSet<>();
        tags.add(Tag.of(body.supplier()));
        tags.add(Tag.of(body.customer()));
        tags.add(Tag.component(body.component()));
        return Boundary.of(tags, SupplierLinked.class, SupplierUnlinked.class);
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
        Optional<SupplyLink> link = links.open(body.supplier(), body.customer(), body.component());
        return Findings.on(intake)
                .structural(
                        "not-linked",
                        link.isEmpty(),
                        "'" + body.supplier() + "' makes no " + body.component() + " for '" + body.customer() + "'")
                .structural(
                        "before-link",
                        link.map(open -> ValidTime.before(intake.validAt(), open.since()))
                                .orElse(Truth.NO),
                        "it would end before it began")
                .accept(() -> new SupplierUnlinked(body.supplier(), body.customer(), body.component()));
    }
}
