package io.rackledger.query.fold;

import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who makes what for a customer. Immutable.
 *
 * <p>A link ends with the first unlinking that was recorded after it: nobody links twice what is linked. Which those
 * are is told by positions, not by times, since nobody may say when a link began.
 */
public record SuppliersState(PartyId customer, List<Begun> begun, List<Ended> ended) {
    /** A link that began. */
    record Begun(
            PartyId supplier, String component, @Nullable BigDecimal share, Fact fact) {}

    /** A link that ended. */
    record Ended(PartyId supplier, String component, Fact fact) {
        boolean ends(Begun link) {
            return supplier.equals(link.supplier)
                    && component.equals(link.component)
                    && fact.position() > link.fact.position();
        }
    }

    public SuppliersState {
        begun = List.copyOf(begun);
        ended = List.copyOf(ended);
    }

    static SuppliersState of(PartyId customer) {
        return new SuppliersState(customer, List.of(), List.of());
    }

    /** What the customer supplies to others is found by its tag too, and isn't of this state. */
    SuppliersState after(Recorded recorded) {
        return switch (recorded.event()) {
            case SupplierLinked e -> e.customer().equals(customer) ? begun(e, Fact.of(recorded)) : this;
            case SupplierUnlinked e -> e.customer().equals(customer) ? ended(e, Fact.of(recorded)) : this;
            default -> this;
        };
    }

    private SuppliersState begun(SupplierLinked e, Fact fact) {
        List<Begun> more = new ArrayList<>(begun);
        more.add(new Begun(e.supplier(), e.component(), e.share(), fact));
        return new SuppliersState(customer, more, ended);
    }

    private SuppliersState ended(SupplierUnlinked e, Fact fact) {
        List<Ended> more = new ArrayList<>(ended);
        more.add(new Ended(e.supplier(), e.component(), fact));
        return new SuppliersState(customer, begun, more);
    }

    /** All its links, those that ended too, by component, supplier and time. */
    public List<SupplyLink> links() {
        return begun.stream()
                .sorted(Comparator.comparing(Begun::component)
                        .thenComparing(link -> link.supplier().value())
                        .thenComparing(Begun::fact, Fact.ORDER))
                .map(link -> new SupplyLink(
                        link.supplier(), customer, link.component(), link.share(), link.fact(), endOf(link)))
                .toList();
    }

    private @Nullable Fact endOf(Begun link) {
        return ended.stream()
                .filter(end -> end.ends(link))
                .map(Ended::fact)
                .min(Comparator.comparing(Fact::position))
                .orElse(null);
    }
}
