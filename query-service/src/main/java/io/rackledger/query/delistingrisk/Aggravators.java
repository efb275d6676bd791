package io.rackledger.query.delistingrisk;

import io.rackledger.events.Confidence;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.Signal;
import io.rackledger.listing.CaseState;
import io.rackledger.listing.Form;
import io.rackledger.listing.ListingRule;
import io.rackledger.query.delistingrisk.StandingState.Seen;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What signals add to the index, each weighted by how well it is founded; of one kind the strongest counts once. A
 * signal of which only a span of days is known counts for as long as any of them would.
 */
final class Aggravators {
    private static final Comparator<Line> BY_POINTS = Comparator.comparing(Line::points);
    private static final int SHOCK_DAYS = 90;
    private static final int DELISTING_YEARS = 10;
    private static final BigDecimal SHARP_FALL = new BigDecimal("-20");
    private static final BigDecimal CRASH = new BigDecimal("-30");

    private final StandingState standing;
    private final @Nullable Altman altman;
    private final LocalDate day;

    Aggravators(StandingState standing, @Nullable Altman altman, LocalDate day) {
        this.standing = standing;
        this.altman = altman;
        this.day = day;
    }

    List<Line> lines() {
        return Stream.of(auditor(), probe(), delistedBefore(), priceShock(), controls(), bid(), altman())
                .flatMap(lines -> lines.max(BY_POINTS).stream())
                .filter(line -> line.points().signum() > 0)
                .toList();
    }

    private Stream<Seen> seen(Signal signal) {
        return standing.signals().stream().filter(seen -> seen.signal() == signal);
    }

    private Stream<Line> probe() {
        return seen(Signal.PROBE).map(seen -> line(10, "an authority investigates", seen.on()));
    }

    private Stream<Line> controls() {
        return seen(Signal.ADVERSE_CONTROLS).map(seen -> line(5, "adverse opinion on internal controls", seen.on()));
    }

    private Stream<Line> priceShock() {
        return seen(Signal.PRICE_SHOCK)
                .filter(seen -> seen.basis() == PriceBasis.CLOSE)
                .filter(seen -> !expired(seen.on(), on -> on.plusDays(SHOCK_DAYS)))
                .flatMap(this::priceShock);
    }

    private Stream<Line> priceShock(Seen seen) {
        BigDecimal percent = seen.percent();
        if (percent == null || percent.compareTo(SHARP_FALL) > 0) {
            return Stream.empty();
        }
        int points = percent.compareTo(CRASH) <= 0 ? 10 : 5;
        return Stream.of(
                line(points, "the price fell by " + percent.negate().toPlainString() + " % to the close", seen.on()));
    }

    /** Signalled, or delisted and listed again on this record. */
    private Stream<Line> delistedBefore() {
        Stream<Dated> recorded = standing.cases().stream()
                .filter(file -> file.relisted() && file.state() == CaseState.DELISTED)
                .flatMap(file -> Optional.ofNullable(file.ended()).stream());
        return Stream.concat(seen(Signal.PRIOR_DELISTING).map(Seen::on), recorded)
                .filter(on -> !expired(on, last -> last.plusYears(DELISTING_YEARS)))
                .map(on -> line(10, "delisted before, within 10 years", on));
    }

    /** The signal says that the bid has been below the minimum for the 30 business days; a cured price case ends it. */
    private Stream<Line> bid() {
        return seen(Signal.BID_BELOW_MINIMUM)
                .filter(seen -> standing.cases().stream().noneMatch(file -> cures(file, seen.on())))
                .map(seen -> line(25, "bid below the minimum for 30 business days", seen.on()));
    }

    private static boolean cures(CaseFile file, Dated seen) {
        Dated ended = file.ended();
        boolean isPrice = file.rule() != null
                && ListingRule.find(file.rule())
                        .filter(rule -> !rule.isFiling())
                        .isPresent();
        return isPrice
                && file.state() == CaseState.CURED
                && ended != null
                && !ended.first().isBefore(seen.last());
    }

    /** Resigned without successor; less with one, and nothing from the successor's first annual report on. */
    private Stream<Line> auditor() {
        return seen(Signal.AUDITOR_RESIGNED).flatMap(resigned -> {
            Optional<Dated> engaged = seen(Signal.AUDITOR_ENGAGED)
                    .map(Seen::on)
                    .filter(on -> !on.last().isBefore(resigned.on().first()))
                    .findFirst();
            if (engaged.isEmpty()) {
                return Stream.of(line(20, "the auditor resigned, no successor", resigned.on()));
            }
            if (engaged.filter(this::audited).isPresent()) {
                return Stream.empty();
            }
            return Stream.of(new Line(
                    weighted(5, resigned.on()),
                    "the auditor resigned, a successor is engaged",
                    List.of(resigned.on().event(), engaged.get().event())));
        });
    }

    private boolean audited(Dated engaged) {
        return standing.listings().stream()
                .flatMap(listing -> listing.filings().stream())
                .filter(filed -> filed.form().equals(Form.FORM_10_K.wireName()))
                .anyMatch(filed -> !filed.on().first().isBefore(engaged.last()));
    }

    private Stream<Line> altman() {
        if (altman == null) {
            return Stream.empty();
        }
        return Stream.of(new Line(
                weight(altman.confidence()).multiply(BigDecimal.valueOf(altman.points())),
                "Altman Z'' of " + altman.fiscalPeriod() + " is " + altman.score() + ": " + altman.zone(),
                altman.because()));
    }

    private boolean expired(Dated on, UnaryOperator<LocalDate> lasts) {
        return on.at() != null && lasts.apply(on.last()).isBefore(day);
    }

    private static Line line(int points, String what, Dated on) {
        return new Line(weighted(points, on), what, List.of(on.event()));
    }

    private static BigDecimal weighted(int points, Dated on) {
        return weight(on.confidence()).multiply(BigDecimal.valueOf(points));
    }

    private static BigDecimal weight(Confidence confidence) {
        return switch (confidence) {
            case FILED, CONFIRMED -> BigDecimal.ONE;
            case ANNOUNCED -> new BigDecimal("0.9");
            case REPORTED -> new BigDecimal("0.6");
            case SPECULATED -> new BigDecimal("0.3");
        };
    }
}
