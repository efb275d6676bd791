package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Question;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
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
        PartSums sums = PartSums.of(parts, question.validAsOf());
        List<InCurrency> byCurrency = sums.byCurrency();
        String currency = sums.currency();
        DeliveryRate rate = sums.rate();
        Long eta = rate.etaDays(sums::open);
        return new VendorBacklog(
                vendor.value(),
                Quantities.of(sums::open, currency),
                Quantities.of(measure -> sums.open(measure).least(), currency),
                Quantities.of(measure -> sums.open(measure).most(), currency),
                sums.coverage(),
                new Rate(
                        rate.perDay(Measure.RACKS),
                        rate.perDay(Measure.SERVERS),
                        rate.perDay(Measure.GPUS),
                        rate.perDay(Measure.POWER_MW),
                        Amount.of(rate.perDay(Measure.VALUE), currency)),
                eta,
                eta == null ? null : question.day().plusDays(eta),
                bookToBill(sums, byCurrency),
                byCurrency,
                sums.because("/api/ledger/events?tag=vendor:" + vendor));
    }

    /** Over all, where that isn't over several currencies. */
    private static List<BookToBill> bookToBill(PartSums sums, List<InCurrency> byCurrency) {
        return switch (byCurrency.size()) {
            case 0 -> sums.bookedInNone();
            case 1 -> byCurrency.getFirst().bookToBill();
            default -> List.of();
        };
    }
}
