package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.backlog.Backlog.Held;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
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

    static VendorBacklog of(PartyId vendor, List<Held> lots, Question question) {
        LocalDate day = question.day();
        List<OrderAsOf> orders = orders(lots);
        List<InCurrency> byCurrency = byCurrency(vendor, lots, question.validAsOf());
        String currency = byCurrency.size() == 1 ? byCurrency.getFirst().currency() : null;
        DeliveryRate rate = DeliveryRate.of(vendor, orders, question.validAsOf());
        Map<Measure, Bounds> open = open(lots, byCurrency.size() > 1);
        Long eta = rate.etaDays(measure -> Objects.requireNonNull(open.get(measure)));
        return new VendorBacklog(
                vendor.value(),
                Quantities.of(measure -> Objects.requireNonNull(open.get(measure)), currency),
                Quantities.of(
                        measure -> Objects.requireNonNull(open.get(measure)).least(), currency),
                Quantities.of(
                        measure -> Objects.requireNonNull(open.get(measure)).most(), currency),
                coverage(lots),
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

    /** The orders of lots, of which those of one order stand together. */
    private static List<OrderAsOf> orders(List<Held> lots) {
        List<OrderAsOf> orders = new ArrayList<>();
        for (Held held : lots) {
            if (orders.isEmpty() || orders.getLast() != held.order()) {
                orders.add(held.order());
            }
        }
        return orders;
    }

    private static Map<Measure, Bounds> open(List<Held> lots, boolean severalCurrencies) {
        Map<Measure, Bounds> open = new EnumMap<>(Measure.class);
        for (Held held : lots) {
            held.open().forEach((measure, bounds) -> open.merge(measure, bounds, Bounds::plus));
        }
        if (severalCurrencies) {
            open.put(Measure.VALUE, Bounds.UNKNOWN);
        }
        return open;
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

    private static List<InCurrency> byCurrency(PartyId vendor, List<Held> lots, Instant asOf) {
        TreeSet<String> currencies = new TreeSet<>();
        lots.stream()
                .map(held -> held.order().currency())
                .filter(Objects::nonNull)
                .forEach(currencies::add);
        List<InCurrency> each = new ArrayList<>();
        for (String currency : currencies) {
            List<Held> possible = lots.stream()
                    .filter(held -> held.order().currency() == null
                            || currency.equals(held.order().currency()))
                    .toList();
            Bounds open =
                    possible.stream().map(held -> held.open(Measure.VALUE)).reduce(Bounds.NOTHING, Bounds::plus);
            each.add(new InCurrency(
                    currency,
                    Amount.of(open.exact(), currency),
                    BookToBill.of(vendor, orders(possible), currency, asOf)));
        }
        return each;
    }

    private static @Nullable BigDecimal coverage(List<Held> lots) {
        List<Held> open = lots.stream().filter(Held::isOpen).toList();
        long known = open.stream().filter(held -> !held.isUnknown()).count();
        return open.isEmpty()
                ? null
                : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(open.size()), SCALE, RoundingMode.HALF_UP);
    }

    /** What happened to lots of that vendor. */
    private static Because because(PartyId vendor, List<OrderAsOf> orders) {
        Evidence evidence = new Evidence();
        orders.forEach(order -> evidence.add(order, vendor));
        return evidence.because("/api/ledger/events?tag=vendor:" + vendor);
    }
}
