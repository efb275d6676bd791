package io.rackledger.command.decision;

import io.rackledger.events.Event;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the suppliers of a customer can supply by a time. What is taken:
 *
 * <ul>
 *   <li>the suppliers that are linked to the customer at that time, for any component; not the suppliers of theirs;
 *   <li>of each its reports that state {@code readyFrom}, whatever their state, site, platform and dimension, and
 *       whether they were made before that time or after it; a supplier of which none does doesn't count;
 *   <li>of those the latest by valid time, and of the same time the one that the ledger took last. Where partial dates
 *       leave open which one that is, all that may be it.
 * </ul>
 *
 * <p>A supplier isn't ready while its {@code readyFrom} lies after the time. Immutable.
 */
public final class SupplierReadiness {
    /** Nothing is known, so nobody is waited for. */
    public static final SupplierReadiness NONE = new SupplierReadiness(SupplyLinks.NONE, List.of());

    private static final Set<Class<? extends Event>> LINKS = Set.of(SupplierLinked.class, SupplierUnlinked.class);

    private record Report(
            PartyId supplier,
            ValidTime readyFrom,
            long position,
            @Nullable ValidTime at) {
        /** Whether it was made after the other. */
        private Truth follows(Report other) {
            return position > other.position ? ValidTime.before(at, other.at).not() : ValidTime.before(other.at, at);
        }
    }

    private final SupplyLinks links;
    private final List<Report> reports;

    private SupplierReadiness(SupplyLinks links, List<Report> reports) {
        this.links = links;
        this.reports = List.copyOf(reports);
    }

    /** What a decision on the customer's suppliers reads: their links and, once these are known, their reports. */
    public Boundary boundary(PartyId customer) {
        Boundary boundary = Boundary.of(Set.of(Tag.of(customer)), LINKS);
        for (PartyId supplier : suppliers(customer)) {
            boundary = boundary.or(Boundary.of(Tag.of(supplier), SupplyStateReported.class));
        }
        return boundary;
    }

    /** What is known after one more event; events come in the order of their positions. */
    public SupplierReadiness after(Recorded recorded) {
        if (recorded.event() instanceof SupplyStateReported e && e.party() != null && e.readyFrom() != null) {
            List<Report> more = new ArrayList<>(reports);
            more.add(new Report(e.party(), e.readyFrom(), recorded.position(), recorded.validAt()));
            return new SupplierReadiness(links, more);
        }
        return new SupplierReadiness(links.after(recorded), reports);
    }

    /** Whether a supplier of the customer at a time is not ready by then; null is a time that is unknown. */
    public Truth notReady(PartyId customer, @Nullable ValidTime at) {
        return suppliers(customer).stream()
                .map(supplier -> linked(supplier, customer, at).and(notReadyItself(supplier, at)))
                .reduce(Truth.NO, Truth::or);
    }

    /** Those that were its suppliers at any time. */
    private Set<PartyId> suppliers(PartyId customer) {
        return links.all().stream()
                .filter(link -> link.customer().equals(customer))
                .map(SupplyLink::supplier)
                .collect(Collectors.toSet());
    }

    private Truth linked(PartyId supplier, PartyId customer, @Nullable ValidTime at) {
        return links.all().stream()
                .filter(link ->
                        link.supplier().equals(supplier) && link.customer().equals(customer))
                .map(link -> link.stands(at))
                .reduce(Truth.NO, Truth::or);
    }

    private Truth notReadyItself(PartyId supplier, @Nullable ValidTime at) {
        List<Report> own = reports.stream()
                .filter(report -> report.supplier().equals(supplier))
                .toList();
        Set<Truth> readings = own.stream()
                .filter(report -> own.stream().noneMatch(other -> other.follows(report) == Truth.YES))
                .map(report -> ValidTime.before(at, report.readyFrom()))
                .collect(Collectors.toSet());
        if (readings.size() > 1) {
            return Truth.POSSIBLE;
        }
        return readings.stream().findFirst().orElse(Truth.NO);
    }
}
