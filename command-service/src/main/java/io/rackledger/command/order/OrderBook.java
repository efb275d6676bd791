package io.rackledger.command.order;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.SupplierReadiness;
import io.rackledger.command.decision.VendorStanding;
import io.rackledger.events.Allocation;
import io.rackledger.events.Event;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The orders that a decision reads, with the targets and caps of their programmes, who is blocked and whose suppliers
 * are not ready. While it is being read, an order may be known only by name: by a shift to a vendor, say, before its
 * placing has been read. Immutable.
 */
record OrderBook(
        PMap<OrderId, Entry> named,
        PMap<OrderId, OrderState> known,
        PMap<ProgrammeId, ProgrammeDefined> programmes,
        VendorStanding standing,
        SupplierReadiness suppliers) {
    static final OrderBook EMPTY = new OrderBook(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            VendorStanding.NONE,
            SupplierReadiness.NONE);

    /** An order that some event named, with the vendors that ever had a lot of it, as far as was read. */
    record Entry(OrderId order, PartyId buyer, @Nullable ProgrammeId programme, Set<PartyId> vendors) {
        Entry {
            vendors = Set.copyOf(vendors);
        }

        Entry or(Entry other) {
            if (vendors.containsAll(other.vendors)) {
                return this;
            }
            Set<PartyId> both = new HashSet<>(vendors);
            both.addAll(other.vendors);
            return new Entry(order, buyer, programme, both);
        }
    }

    OrderBook after(Recorded recorded) {
        Event event = recorded.event();
        if (event instanceof ProgrammeDefined programme) {
            return new OrderBook(named, known, programmes.plus(programme.programme(), programme), standing, suppliers);
        }
        OrderId order = OrderState.orderOf(event);
        if (order == null) {
            return new OrderBook(named, known, programmes, standing.after(recorded), suppliers.after(recorded));
        }
        if (event instanceof ServerOrderPlaced placed) {
            Set<PartyId> vendors =
                    placed.allocations().stream().map(Allocation::vendor).collect(Collectors.toSet());
            return naming(new Entry(order, placed.buyer(), placed.programme(), vendors))
                    .with(OrderState.placed(placed, recorded.position(), recorded.validAt()));
        }
        OrderBook book = this;
        if (event instanceof OrderShiftedToVendor shifted) {
            Set<PartyId> vendors = Set.of(shifted.from(), shifted.to());
            book = naming(new Entry(order, shifted.buyer(), shifted.programme(), vendors));
        }
        OrderState before = known.get(order);
        return before == null ? book : book.with(before.after(event, recorded.position(), recorded.validAt()));
    }

    private OrderBook naming(Entry entry) {
        Entry before = named.get(entry.order());
        Entry both = before == null ? entry : before.or(entry);
        return new OrderBook(named.plus(entry.order(), both), known, programmes, standing, suppliers);
    }

    private OrderBook with(OrderState order) {
        return new OrderBook(named, known.plus(order.order(), order), programmes, standing, suppliers);
    }

    Collection<Entry> entries() {
        return named.values();
    }

    Collection<OrderState> orders() {
        return known.values();
    }

    /** An order whose placing has been read. */
    OrderState order(OrderId id) {
        OrderState order = known.get(id);
        if (order == null) {
            throw new IllegalStateException("order '" + id + "' has not been read");
        }
        return order;
    }

    /** The orders of a programme whose placing has been read. */
    Collection<OrderState> ordersOf(ProgrammeId id) {
        return known.values().stream()
                .filter(order -> id.equals(order.programme()))
                .toList();
    }

    /** All that makes up what vendors are committed in a programme. */
    static Boundary commitments(ProgrammeId programme) {
        return Boundary.of(
                Tag.of(programme),
                ServerOrderPlaced.class,
                OrderShiftedToVendor.class,
                ServerOrderAmended.class,
                OrderCancelled.class);
    }

    /** The programme's target of GPUs; null while it has not been read, or there is none. */
    @Nullable
    Long target(ProgrammeId id) {
        ProgrammeDefined programme = programmes.get(id);
        return programme == null ? null : programme.targetGpus();
    }

    /** The programme's cap on one vendor's share; null while it has not been read, or there is none. */
    @Nullable
    BigDecimal cap(ProgrammeId id) {
        ProgrammeDefined programme = programmes.get(id);
        return programme == null ? null : programme.vendorShareCap();
    }
}
