package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's backlog in all. Money is never added up across currencies: {@code open.value} is null where there are
 * several, and {@code byCurrency} has each.
 *
 * @param openAtMost null in what nothing bounds
 * @param coverage   open lots of which some amount is known / open lots; null where none is open
 * @param etaDays    days until what is open has come at that rate; null where nothing comes or something is unknown
 * @param etaOn      the day on which that will be
 * @param byCurrency one entry for each currency
 */
record VendorBacklog(
        String vendor,
        Quantities open,
        Quantities openAtLeast,
        Quantities openAtMost,
        @Nullable BigDecimal coverage,
        Rate burnRatePerDay,
        @Nullable Long etaDays,
        @Nullable LocalDate etaOn,
        List<BookToBill> bookToBill,
        List<InCurrency> byCurrency,
        Because because) {
    private static final int SCALE = 6;

    /** Delivered per day, averaged over the trailing 90; null is unknown. */
    record Rate(
            @Nullable BigDecimal racks,
            @Nullable BigDecimal servers,
            @Nullable BigDecimal gpus,
            @Nullable BigDecimal powerMw,
            @Nullable Amount value) {}

    /** What is open in one currency, and what was booked in it. */
    record InCurrency(String currency, @Nullable Amount open, List<BookToBill> bookToBill) {}

    static VendorBacklog of(PartyId vendor, List<Part> parts, Question question) {
        LocalDate day = question.day();
        List<OrderAsOf> orders = parts.stream().map(Part::order).toList();
        List<InCurrency> byCurrency = byCurrency(vendor, parts, question.validAsOf());
        String currency = byCurrency.size() == 1 ? byCurrency.getFirst().currency() : null;
        DeliveryRate rate = DeliveryRate.of(vendor, orders, question.validAsOf());
        Map<Measure, Bounds> open = open(parts, byCurrency.size() > 1);
        Long eta = rate.etaDays(measure -> Objects.requireNonNull(open.get(measure)));
        return new VendorBacklog(
                vendor.value(),
                Quantities.of(measure -> Objects.requireNonNull(open.get(measure)), currency),
                Quantities.of(
                        measure -> Objects.requireNonNull(open.get(measure)).least(), currency),
                Quantities.of(
                        measure -> Objects.requireNonNull(open.get(measure)).most(), currency),
                coverage(parts),
                new Rate(
                        rate.perDay(Measure.RACKS),
                        rate.perDay(Measure.SERVERS),
                        rate.perDay(Measure.GPUS),
                        rate.perDay(Measure.POWER_MW),
                        Amount.of(rate.perDay(Measure.VALUE), currency)),
                eta,
                eta == null ? null : day.plusDays(eta),
                bookToBill(vendor, orders, byCurrency, question.validAsOf()),
                byCurrency,
                because(vendor, orders));
    }

    private static Map<Measure, Bounds> open(List<Part> parts, boolean severalCurrencies) {
        Map<Measure, Bounds> open = new EnumMap<>(Measure.class);
        for (Measure measure : Part.QUANTITIES) {
            open.put(measure, open(parts, measure));
        }
        if (severalCurrencies) {
            open.put(Measure.VALUE, Bounds.UNKNOWN);
        }
        return open;
    }

    private static Bounds open(List<Part> parts, Measure measure) {
        Sum open = new Sum();
        parts.forEach(part -> part.addOpen(measure, open));
        return open.bounds();
    }

    /** Over all, where that isn't over several currencies. */
    private static List<BookToBill> bookToBill(
            PartyId vendor, List<OrderAsOf> orders, List<InCurrency> byCurrency, Instant asOf) {
        return switch (byCurrency.size()) {
            case 0 -> BookToBill.of(vendor, orders, null, asOf);
            case 1 -> byCurrency.getFirst().bookToBill();
            default -> List.of();
        };
    }

    private static List<InCurrency> byCurrency(PartyId vendor, List<Part> parts, Instant asOf) {
        TreeSet<String> currencies = new TreeSet<>();
        parts.stream()
                .map(part -> part.order().currency())
                .filter(Objects::nonNull)
                .forEach(currencies::add);
        List<InCurrency> each = new ArrayList<>();
        for (String currency : currencies) {
            List<Part> possible = parts.stream()
                    .filter(part -> part.order().currency() == null
                            || currency.equals(part.order().currency()))
                    .toList();
            List<OrderAsOf> orders = possible.stream().map(Part::order).toList();
            each.add(new InCurrency(
                    currency,
                    Amount.of(open(possible, Measure.VALUE).exact(), currency),
                    BookToBill.of(vendor, orders, currency, asOf)));
        }
        return each;
    }

    private static @Nullable BigDecimal coverage(List<Part> parts) {
        long open = parts.stream().mapToLong(Part::open).sum();
        long known = parts.stream().mapToLong(Part::openKnown).sum();
        return open == 0
                ? null
                : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(open), SCALE, RoundingMode.HALF_UP);
    }

    /** What happened to lots of that vendor. */
    private static Because because(PartyId vendor, List<OrderAsOf> orders) {
        Evidence evidence = new Evidence();
        orders.forEach(order -> evidence.add(order, vendor));
        return evidence.because("/api/ledger/events?tag=vendor:" + vendor);
    }
}
