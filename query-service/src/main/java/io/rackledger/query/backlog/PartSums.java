package io.rackledger.query.backlog;

import io.rackledger.events.Measure;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Evidence;
import io.rackledger.query.fold.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's parts of orders come to. There are very many of them, so each is looked at once for all figures. Not
 * thread-safe.
 */
final class PartSums {
    private static final int SCALE = 6;

    /** What is in one currency, or may be. */
    private static final class InCurrency {
        private final Sum open = new Sum();
        private final BookToBill.Quarters quarters;

        InCurrency(Instant asOf) {
            this.quarters = new BookToBill.Quarters(asOf);
        }

        void add(Part part) {
            part.addOpen(Measure.VALUE, open);
            quarters.add(part);
        }
    }

    private final Instant asOf;
    /** By the place of the measure. */
    private final Sum[] open = new Sum[Part.QUANTITIES.size()];

    private final SortedMap<String, InCurrency> byCurrency = new TreeMap<>();

    /** Of which nobody says the currency: they may be in any. */
    private final List<Part> inAny = new ArrayList<>();

    private final DeliveryRate rate;
    private final Evidence evidence = new Evidence();
    private long openLots;
    private long knownLots;

    private PartSums(Instant asOf) {
        this.asOf = asOf;
        this.rate = new DeliveryRate(asOf);
        Arrays.setAll(open, any -> new Sum());
    }

    static PartSums of(List<Part> parts, Instant asOf) {
        PartSums sums = new PartSums(asOf);
        parts.forEach(sums::add);
        sums.inAny.forEach(part -> sums.byCurrency.values().forEach(each -> each.add(part)));
        return sums;
    }

    private void add(Part part) {
        for (int i = 0; i < open.length; i++) {
            part.addOpen(Part.QUANTITIES.get(i), open[i]);
        }
        String currency = part.order().currency();
        if (currency == null) {
            inAny.add(part);
        } else {
            byCurrency.computeIfAbsent(currency, any -> new InCurrency(asOf)).add(part);
        }
        rate.add(part);
        evidence.add(part.order(), part.vendor());
        openLots += part.open();
        knownLots += part.openKnown();
    }

    /** What is open in a measure; money is not added up across currencies. */
    Bounds open(Measure measure) {
        return measure == Measure.VALUE && byCurrency.size() > 1
                ? Bounds.UNKNOWN
                : open[Part.QUANTITIES.indexOf(measure)].bounds();
    }

    /** The currency of all; null where there is none, or several. */
    @Nullable
    String currency() {
        return byCurrency.size() == 1 ? byCurrency.firstKey() : null;
    }

    List<VendorBacklog.InCurrency> byCurrency() {
        return byCurrency.entrySet().stream()
                .map(each -> new VendorBacklog.InCurrency(
                        each.getKey(),
                        Amount.of(each.getValue().open.bounds().exact(), each.getKey()),
                        each.getValue().quarters.series(each.getKey())))
                .toList();
    }

    /** What was booked where nobody names any currency. */
    List<BookToBill> bookedInNone() {
        BookToBill.Quarters quarters = new BookToBill.Quarters(asOf);
        inAny.forEach(quarters::add);
        return quarters.series(null);
    }

    DeliveryRate rate() {
        return rate;
    }

    /** Open lots of which some amount is known / open lots; null where none is open. */
    @Nullable
    BigDecimal coverage() {
        return openLots == 0
                ? null
                : BigDecimal.valueOf(knownLots).divide(BigDecimal.valueOf(openLots), SCALE, RoundingMode.HALF_UP);
    }

    Because because(String all) {
        return evidence.because(all);
    }
}
