package io.rackledger.query.vendorshare;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Movement.Kind;
import io.rackledger.query.fold.OrderAsOf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lots that a question is about, in one unit: what each vendor has of them.
 *
 * <p>Where amounts are unknown and it is one order whose vendors' shares were stated, the shares speak for the amounts.
 *
 * @param unit the measure's unit or a currency; null for money of which nobody says the currency
 */
record Scope(Basis basis, Measure measure, @Nullable String unit, List<OrderAsOf> orders) {
    private static final int SCALE = 6;

    Scope {
        orders = List.copyOf(orders);
    }

    /** Vendors with what is known of their amounts, by id. */
    Map<PartyId, Bounds> amounts() {
        return amounts(measure);
    }

    private Map<PartyId, Bounds> amounts(Measure in) {
        Map<PartyId, Bounds> amounts = new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        lots().forEach(lot -> amounts.merge(lot.vendor(), lot.bounds(basis, in), Bounds::plus));
        return amounts;
    }

    /** Vendors with what is known of their shares; empty where the whole is nothing. */
    Map<PartyId, Bounds> shares() {
        Measure in = restsOnShares() ? Measure.SHARE : measure;
        Bounds whole = orders.stream().map(order -> order.total(basis, in)).reduce(Bounds.NOTHING, Bounds::plus);
        return new Shares<>(amounts(in), whole).bounds();
    }

    boolean restsOnShares() {
        return orders.size() == 1
                && lots().anyMatch(lot -> !lot.isMeasured(basis, measure))
                && orders.getFirst().lots().stream()
                        .filter(lot -> !lot.shiftedIn())
                        .allMatch(lot -> lot.allocated().share() != null);
    }

    private Stream<LotAsOf> lots() {
        return orders.stream().flatMap(order -> order.lots().stream()).filter(this::counts);
    }

    private boolean counts(LotAsOf lot) {
        return basis != Basis.AWARDED || lot.isAwarded();
    }

    private boolean isKnown(LotAsOf lot) {
        return lot.bounds(basis, measure).isExact();
    }

    long lotCount() {
        return lots().count();
    }

    long unknownLots() {
        return lots().filter(lot -> !isKnown(lot)).count();
    }

    /** How much of the amounts is known, 0 to 1; null where nothing is in scope. */
    @Nullable
    BigDecimal coverage() {
        return coverage(lots().toList());
    }

    @Nullable
    BigDecimal coverage(PartyId vendor) {
        return coverage(lots().filter(lot -> lot.vendor().equals(vendor)).toList());
    }

    private @Nullable BigDecimal coverage(Collection<LotAsOf> lots) {
        if (lots.isEmpty()) {
            return null;
        }
        BigDecimal known = weight(lots.stream().filter(this::isKnown).toList(), isWeighted(lots));
        return known.divide(weight(lots, isWeighted(lots)), SCALE, RoundingMode.HALF_UP);
    }

    /** By share where all shares are known; lots that have none weigh alike. */
    private static boolean isWeighted(Collection<LotAsOf> lots) {
        return lots.stream().allMatch(lot -> lot.allocated().share() != null)
                && weight(lots, true).signum() > 0;
    }

    private static BigDecimal weight(Collection<LotAsOf> lots, boolean byShare) {
        return byShare
                ? lots.stream()
                        .map(lot -> Objects.requireNonNull(lot.allocated().share()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                : BigDecimal.valueOf(lots.size());
    }

    /** The events that made the vendor's amount what it is. */
    List<String> eventsOf(PartyId vendor) {
        return Movement.events(orders.stream()
                .flatMap(order -> order.movements().stream())
                .filter(movement -> movement.vendor().equals(vendor))
                .filter(movement -> kinds().contains(movement.kind())));
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
