package io.rackledger.query.exposure;

import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.SuppliersState;
import io.rackledger.query.fold.SupplyLink;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A way from a vendor down to a supplier. No party is on it twice.
 *
 * @param links from the vendor's own supplier on
 * @param part  how much of what the vendor builds takes this way, 0 to 1
 */
record SupplyPath(List<SupplyLink> links, Bounds part) {
    private static final Bounds WHOLE = Bounds.exactly(BigDecimal.ONE);

    SupplyPath {
        links = List.copyOf(links);
    }

    /** All ways of at most so many links that may stand then. */
    static List<SupplyPath> from(PartyId vendor, Map<PartyId, SuppliersState> suppliers, int tiers, Instant asOf) {
        List<SupplyPath> all = new ArrayList<>();
        List<SupplyPath> tier = List.of(new SupplyPath(List.of(), WHOLE));
        for (int i = 0; i < tiers; i++) {
            tier = tier.stream()
                    .flatMap(path -> path.further(vendor, suppliers, asOf))
                    .toList();
            all.addAll(tier);
        }
        return all;
    }

    private Stream<SupplyPath> further(PartyId vendor, Map<PartyId, SuppliersState> suppliers, Instant asOf) {
        SuppliersState next = suppliers.get(links.isEmpty() ? vendor : supplier());
        return next == null
                ? Stream.empty()
                : next.links().stream()
                        .filter(link -> link.standing(asOf) != Truth.NO)
                        .filter(link -> !link.supplier().equals(vendor) && !passes(link.supplier()))
                        .map(link -> with(link, asOf));
    }

    private boolean passes(PartyId party) {
        return links.stream().anyMatch(link -> link.supplier().equals(party));
    }

    private SupplyPath with(SupplyLink link, Instant asOf) {
        List<SupplyLink> more = new ArrayList<>(links);
        more.add(link);
        return new SupplyPath(more, Products.of(part, share(link, asOf)));
    }

    /** What nobody says may be all; a link that possibly stands possibly carries nothing. */
    private static Bounds share(SupplyLink link, Instant asOf) {
        BigDecimal share = link.share();
        if (share == null) {
            return Bounds.upTo(BigDecimal.ONE);
        }
        return link.standing(asOf) == Truth.YES ? Bounds.exactly(share) : Bounds.upTo(share);
    }

    PartyId supplier() {
        return links.getLast().supplier();
    }

    /** The components on the way, the supplier's own last; what is passed on as the same component counts once. */
    List<String> components() {
        List<String> components = new ArrayList<>();
        for (SupplyLink link : links) {
            if (components.isEmpty() || !components.getLast().equals(link.component())) {
                components.add(link.component());
            }
        }
        return components;
    }
}
