package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.backlog.Backlog.Held;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
        List<Movement> movements = lots.stream().flatMap(Held::movements).toList();
        List<InCurrency> byCurrency = byCurrency(lots, question.validAsOf());
        String currency = byCurrency.size() == 1 ? byCurrency.getFirst().currency() : null;
        DeliveryRate rate = new DeliveryRate(movements, question.validAsOf());
        Long eta = rate.etaDays(measure -> open(lots, measure, byCurrency.size() > 1));
        return new VendorBacklog(
                vendor.value(),
                Quantities.of(measure -> open(lots, measure, byCurrency.size() > 1), currency),
                Quantities.of(
                        measure -> open(lots, measure, byCurrency.size() > 1).least(), currency),
                Quantities.of(
                        measure -> open(lots, measure, byCurrency.size() > 1).most(), currency),
                coverage(lots),
                new Rate(
                        rate.perDay(Measure.RACKS),
                        rate.perDay(Measure.SERVERS),
                        rate.perDay(Measure.GPUS),
                        rate.perDay(Measure.POWER_MW),
                        Amount.of(rate.perDay(Measure.VALUE), currency)),
                eta,
                eta == null ? null : day.plusDays(eta),
                byCurrency.size() > 1 ? List.of() : BookToBill.of(movements, currency, question.validAsOf()),
                byCurrency,
                Because.of(Movement.events(movements.stream()), "/api/ledger/events?tag=vendor:" + vendor));
    }

    private static Bounds open(List<Held> lots, Measure measure, boolean severalCurrencies) {
        if (measure == Measure.VALUE && severalCurrencies) {
            return Bounds.UNKNOWN;
        }
        return lots.stream().map(held -> held.lot().bounds(Basis.OPEN, measure)).reduce(Bounds.NOTHING, Bounds::plus);
    }

    private static List<InCurrency> byCurrency(List<Held> lots, Instant asOf) {
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
            each.add(new InCurrency(
                    currency,
                    Amount.of(open(possible, Measure.VALUE, false).exact(), currency),
                    BookToBill.of(possible.stream().flatMap(Held::movements).toList(), currency, asOf)));
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
