package io.rackledger.command.decision;

import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The links between suppliers and customers that were read, those that were unlinked too. Immutable. */
public record SupplyLinks(List<SupplyLink> all) {
    /** Nothing is known, so nobody is linked. */
    public static final SupplyLinks NONE = new SupplyLinks(List.of());

    public SupplyLinks {
        all = List.copyOf(all);
    }

    /** The links after one more event; events come in the order of their positions. */
    public SupplyLinks after(Recorded recorded) {
        if (recorded.event() instanceof SupplierLinked e) {
            List<SupplyLink> more = new ArrayList<>(all);
            more.add(new SupplyLink(
                    e.supplier(), e.customer(), e.component(), e.share(), recorded.validAt(), false, null));
            return new SupplyLinks(more);
        }
        if (recorded.event() instanceof SupplierUnlinked e) {
            return new SupplyLinks(all.stream()
                    .map(link -> !link.ended() && link.joins(e.supplier(), e.customer(), e.component())
                            ? link.endedAt(recorded.validAt())
                            : link)
                    .toList());
        }
        return this;
    }

    /** The link between these two for this component that wasn't unlinked. */
    public Optional<SupplyLink> open(PartyId supplier, PartyId customer, String component) {
        return all.stream()
                .filter(link -> !link.ended() && link.joins(supplier, customer, component))
                .findFirst();
    }
}
