package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.backlog.Backlog.Held;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        List<Movement> movements = movements(lots);
        List<InCurrency> byCurrency = byCurrency(lots, movements, question.validAsOf());
        String currency = byCurrency.size() == 1 ? byCurrency.getFirst().currency() : null;
        DeliveryRate rate = new DeliveryRate(movements, question.validAsOf());
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
                bookToBill(movements, byCurrency, question.validAsOf()),
                byCurrency,
                Evidence.because(movements.stream(), "/api/ledger/events?tag=vendor:" + vendor));
    }

    private static Map<Measure, Bounds> open(List<Held> lots, boolean severalCurrencies) {
        Map<Measure, Bounds> open = new EnumMap<>(Measure.class);
        for (Measure measure : EnumSet.complementOf(EnumSet.of(Measure.SHARE))) {
            boolean apart = measure == Measure.VALUE && severalCurrencies;
            open.put(measure, apart ? Bounds.UNKNOWN : open(lots, measure));
        }
        return open;
    }

    private static Bounds open(List<Held> lots, Measure measure) {
        return lots.stream().map(held -> held.lot().bounds(Basis.OPEN, measure)).reduce(Bounds.NOTHING, Bounds::plus);
    }

    /** Over all, where that isn't over several currencies. */
    private static List<BookToBill> bookToBill(List<Movement> movements, List<InCurrency> byCurrency, Instant asOf) {
        return switch (byCurrency.size()) {
            case 0 -> BookToBill.of(movements, null, asOf);
            case 1 -> byCurrency.getFirst().bookToBill();
            default -> List.of();
        };
    }

    /** What happened to lots of one vendor. */
    private static List<Movement> movements(List<Held> lots) {
        PartyId vendor = lots.getFirst().lot().vendor();
        Set<OrderAsOf> orders = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Movement> movements = new ArrayList<>();
        for (Held held : lots) {
            if (orders.add(held.order())) {
                held.order().movements().stream()
                        .filter(movement -> movement.vendor().equals(vendor))
                        .forEach(movements::add);
            }
        }
        return movements;
    }

    private static List<InCurrency> byCurrency(List<Held> lots, List<Movement> movements, Instant asOf) {
        TreeSet<String> currencies = new TreeSet<>();
        lots.stream()
                .map(held -> held.order().currency())
                .filter(Objects::nonNull)
                .forEach(currencies::add);
        List<InCurrency> each = new ArrayList<>();
        for (String currency : currencies) {
            List<Held> possible = currencies.size() == 1
                    ? lots
                    : lots.stream()
                            .filter(held -> held.order().currency() == null
                                    || currency.equals(held.order().currency()))
                            .toList();
            each.add(new InCurrency(
                    currency,
                    Amount.of(open(possible, Measure.VALUE).exact(), currency),
                    BookToBill.of(possible == lots ? movements : movements(possible), currency, asOf)));
        }
        return each;
    }

    private static @Nullable BigDecimal coverage(List<Held> lots) {
        List<Held> open = lots.stream().filter(held -> held.lot().isOpen()).toList();
        long known =
                open.stream().filter(held -> !Backlog.isUnknown(held.lot())).count();
        return open.isEmpty()
                ? null
                : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(open.size()), SCALE, RoundingMode.HALF_UP);
    }
}
