package io.rackledger.query.vendorshare;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import io.rackledger.query.fold.OrderAsOf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lots that a question is about, in one unit: what each vendor has of them.
 *
 * <p>Where amounts are unknown and it is one order whose vendors' shares were stated, the shares speak for the amounts.
 * The unit is the measure's or a currency, and null for money of which nobody says the currency.
 */
final class Scope {
    private static final int SCALE = 6;

    /** A lot with what is known of its amount. */
    private record Counted(LotAsOf lot, Bounds amount) {
        boolean isKnown() {
            return amount.isExact();
        }
    }

    private final Basis basis;
    private final Measure measure;
    private final @Nullable String unit;
    private final List<OrderAsOf> orders;
    private final SortedMap<PartyId, List<Counted>> byVendor = new TreeMap<>(Comparator.comparing(PartyId::value));
    private final List<Counted> lots = new ArrayList<>();
    private Bounds whole = Bounds.NOTHING;

    Scope(Basis basis, Measure measure, @Nullable String unit, List<OrderAsOf> orders) {
        this.basis = basis;
        this.measure = measure;
        this.unit = unit;
        this.orders = List.copyOf(orders);
        orders.forEach(this::count);
    }

    private void count(OrderAsOf order) {
        Bounds sum = Bounds.NOTHING;
        for (LotAsOf lot : order.lots()) {
            if (counts(lot)) {
                Counted counted = new Counted(lot, lot.bounds(basis, measure));
                lots.add(counted);
                byVendor.computeIfAbsent(lot.vendor(), vendor -> new ArrayList<>())
                        .add(counted);
                sum = sum.plus(counted.amount());
            }
        }
        whole = whole.plus(sum.isExact() ? sum : order.total(basis, measure));
    }

    private boolean counts(LotAsOf lot) {
        return basis != Basis.AWARDED || lot.isAwarded();
    }

    Basis basis() {
        return basis;
    }

    Measure measure() {
        return measure;
    }

    @Nullable
    String unit() {
        return unit;
    }

    /** Vendors with what is known of their amounts, by id. */
    Map<PartyId, Bounds> amounts() {
        return amounts(Counted::amount);
    }

    private Map<PartyId, Bounds> amounts(Function<Counted, Bounds> amount) {
        Map<PartyId, Bounds> amounts = new LinkedHashMap<>();
        byVendor.forEach((vendor, counted) ->
                amounts.put(vendor, counted.stream().map(amount).reduce(Bounds.NOTHING, Bounds::plus)));
        return amounts;
    }

    /** Vendors with what is known of their shares; empty where the whole is nothing. */
    Map<PartyId, Bounds> shares() {
        return restsOnShares()
                ? new Shares<>(
                                amounts(counted -> counted.lot().bounds(basis, Measure.SHARE)),
                                orders.getFirst().total(basis, Measure.SHARE))
                        .bounds()
                : new Shares<>(amounts(), whole).bounds();
    }

    boolean restsOnShares() {
        return orders.size() == 1
                && lots.stream().anyMatch(counted -> !counted.lot().isMeasured(basis, measure))
                && orders.getFirst().lots().stream()
                        .filter(lot -> !lot.shiftedIn())
                        .allMatch(lot -> lot.allocated().share() != null);
    }

    long lotCount() {
        return lots.size();
    }

    long unknownLots() {
        return lots.stream().filter(counted -> !counted.isKnown()).count();
    }

    /** How much of the amounts is known, 0 to 1; null where nothing is in scope. */
    @Nullable
    BigDecimal coverage() {
        return coverage(lots);
    }

    @Nullable
    BigDecimal coverage(PartyId vendor) {
        return coverage(byVendor.getOrDefault(vendor, List.of()));
    }

    private static @Nullable BigDecimal coverage(Collection<Counted> lots) {
        if (lots.isEmpty()) {
            return null;
        }
        boolean weighted = isWeighted(lots);
        BigDecimal known = weight(lots.stream().filter(Counted::isKnown).toList(), weighted);
        return known.divide(weight(lots, weighted), SCALE, RoundingMode.HALF_UP);
    }

    /** By share where all shares are known; lots that have none weigh alike. */
    private static boolean isWeighted(Collection<Counted> lots) {
        return lots.stream().allMatch(counted -> counted.lot().allocated().share() != null)
                && weight(lots, true).signum() > 0;
    }

    private static BigDecimal weight(Collection<Counted> lots, boolean byShare) {
        return byShare
                ? lots.stream()
                        .map(counted ->
                                Objects.requireNonNull(counted.lot().allocated().share()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                : BigDecimal.valueOf(lots.size());
    }

    /** The events that made each vendor's amount what it is. */
    Map<PartyId, Evidence> evidence() {
        Set<Kind> kinds = kinds();
        Map<PartyId, Evidence> evidence = new HashMap<>();
        byVendor.keySet().forEach(vendor -> evidence.put(vendor, new Evidence()));
        for (OrderAsOf order : orders) {
            for (Movement movement : order.movements()) {
                Evidence of = evidence.get(movement.vendor());
                if (of != null && kinds.contains(movement.kind())) {
                    of.add(movement);
                }
            }
        }
        return evidence;
    }

    private Set<Kind> kinds() {
        return switch (basis) {
            case AWARDED -> EnumSet.of(Kind.ORDERED, Kind.RAISED, Kind.LOWERED);
            case COMMITTED -> EnumSet.complementOf(EnumSet.of(Kind.DELIVERED));
            case OPEN -> EnumSet.allOf(Kind.class);
            case DELIVERED -> EnumSet.of(Kind.DELIVERED);
        };
    }
}
