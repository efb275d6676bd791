package io.rackledger.query.vendorshare;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Holdings;
import io.rackledger.query.fold.LotAsOf;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lots that a question is about, in one unit: what each vendor has of them.
 *
 * <p>Where amounts are unknown and it is one order whose vendors' shares were stated, the shares speak for the amounts.
 * The unit is the measure's or a currency, and null for money of which nobody says the currency.
 */
final class Scope {
    private static final int SCALE = 6;

    /** Some lots together. Not thread-safe. */
    private static final class Lots {
        private final Sum amount = new Sum();
        private long count;
        private long known;
        private BigDecimal shares = BigDecimal.ZERO;
        private BigDecimal knownShares = BigDecimal.ZERO;
        private boolean areShared = true;

        void add(LotAsOf lot, Bounds of) {
            amount.add(of);
            count++;
            known += of.isExact() ? 1 : 0;
            BigDecimal share = lot.allocated().share();
            if (share == null) {
                areShared = false;
            } else {
                shares = shares.add(share);
                knownShares = of.isExact() ? knownShares.add(share) : knownShares;
            }
        }

        /** Adds a vendor's lots, of which all amounts are known and no shares. */
        void add(Holdings held, int vendor, Basis basis, Measure measure) {
            held.add(vendor, basis, measure, amount);
            count += held.lots(vendor, basis);
            known += held.lots(vendor, basis);
            areShared = false;
        }

        /** By share where all shares are known; lots that have none weigh alike. */
        @Nullable
        BigDecimal coverage() {
            if (count == 0) {
                return null;
            }
            return areShared && shares.signum() > 0
                    ? knownShares.divide(shares, SCALE, RoundingMode.HALF_UP)
                    : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(count), SCALE, RoundingMode.HALF_UP);
        }
    }

    private final Basis basis;
    private final Measure measure;
    private final @Nullable String unit;
    private final List<OrderAsOf> orders;
    private final Map<PartyId, Lots> byVendor = new HashMap<>();
    private final Lots lots = new Lots();
    private final Sum whole = new Sum();

    Scope(Basis basis, Measure measure, @Nullable String unit, List<OrderAsOf> orders) {
        this.basis = basis;
        this.measure = measure;
        this.unit = unit;
        this.orders = List.copyOf(orders);
        orders.forEach(this::count);
    }

    private void count(OrderAsOf order) {
        Holdings held = order.holdings();
        if (held == null || held.areShared() || !held.isExact(basis, measure)) {
            countLots(order);
            return;
        }
        for (int i = 0; i < held.vendors(); i++) {
            if (held.lots(i, basis) > 0) {
                lots.add(held, i, basis, measure);
                byVendor.computeIfAbsent(held.vendor(i), vendor -> new Lots()).add(held, i, basis, measure);
                held.add(i, basis, measure, whole);
            }
        }
    }

    private void countLots(OrderAsOf order) {
        Bounds sum = Bounds.NOTHING;
        for (LotAsOf lot : order.lots()) {
            if (counts(lot)) {
                Bounds amount = lot.bounds(basis, measure);
                lots.add(lot, amount);
                byVendor.computeIfAbsent(lot.vendor(), vendor -> new Lots()).add(lot, amount);
                sum = sum.plus(amount);
            }
        }
        whole.add(sum.isExact() ? sum : order.total(basis, measure));
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
        SortedMap<PartyId, Bounds> amounts = new TreeMap<>(Comparator.comparing(PartyId::value));
        byVendor.forEach((vendor, held) -> amounts.put(vendor, held.amount.bounds()));
        return amounts;
    }

    /** Vendors with what is known of their shares; empty where the whole is nothing. */
    Map<PartyId, Bounds> shares() {
        if (!restsOnShares()) {
            return new Shares<>(amounts(), whole.bounds()).bounds();
        }
        Scope stated = new Scope(basis, Measure.SHARE, null, orders);
        return new Shares<>(stated.amounts(), orders.getFirst().total(basis, Measure.SHARE)).bounds();
    }

    boolean restsOnShares() {
        return orders.size() == 1
                && orders.getFirst().lots().stream().anyMatch(lot -> counts(lot) && !lot.isMeasured(basis, measure))
                && orders.getFirst().lots().stream()
                        .filter(lot -> !lot.shiftedIn())
                        .allMatch(lot -> lot.allocated().share() != null);
    }

    long lotCount() {
        return lots.count;
    }

    long unknownLots() {
        return lots.count - lots.known;
    }

    /** How much of the amounts is known, 0 to 1; null where nothing is in scope. */
    @Nullable
    BigDecimal coverage() {
        return lots.coverage();
    }

    @Nullable
    BigDecimal coverage(PartyId vendor) {
        Lots held = byVendor.get(vendor);
        return held == null ? null : held.coverage();
    }

    /** The events that made each vendor's amount what it is. */
    Map<PartyId, Evidence> evidence() {
        Map<PartyId, Evidence> evidence = new HashMap<>();
        byVendor.keySet().forEach(vendor -> evidence.put(vendor, new Evidence()));
        orders.forEach(order -> Evidence.add(evidence, order, basis));
        return evidence;
    }
}
