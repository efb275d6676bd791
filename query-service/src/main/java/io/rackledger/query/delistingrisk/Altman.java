package io.rackledger.query.delistingrisk;

import io.rackledger.events.Confidence;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.query.fold.DisclosureState;
import io.rackledger.query.fold.DisclosureState.Disclosed;
import io.rackledger.query.fold.Fact;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Altman's Z″ of one fiscal period: 6.56·(WC/TA) + 3.26·(RE/TA) + 6.72·(EBIT/TA) + 1.05·(BVE/TL). It is told only where
 * the party disclosed all that goes in, of that very period and in one currency; nothing is carried over.
 *
 * @param score      to three places
 * @param confidence that of the least founded figure
 * @param because    the disclosures, in the order of the formula
 */
record Altman(BigDecimal score, Zone zone, String fiscalPeriod, Confidence confidence, List<String> because) {
    /** What the score is read as. */
    enum Zone {
        /** Above 2.6. */
        SAFE,
        GREY,
        /** Below 1.1. */
        DISTRESS
    }

    private static final List<Metric> INPUTS = List.of(
            Metric.WORKING_CAPITAL,
            Metric.TOTAL_ASSETS,
            Metric.RETAINED_EARNINGS,
            Metric.EBIT,
            Metric.BOOK_EQUITY,
            Metric.TOTAL_LIABILITIES);
    private static final BigDecimal SAFE = new BigDecimal("2.6");
    private static final BigDecimal DISTRESS = new BigDecimal("1.1");
    private static final int SCALE = 3;

    Altman {
        because = List.copyOf(because);
    }

    /** Of the latest period that all is disclosed of by then. */
    static Optional<Altman> of(DisclosureState disclosures, Instant asOf) {
        return disclosures.told(Metric.TOTAL_ASSETS, asOf).reversed().stream()
                .map(Disclosed::fiscalPeriod)
                .distinct()
                .map(period -> inputs(disclosures, period, asOf))
                .filter(inputs -> inputs.keySet().equals(EnumSet.copyOf(INPUTS)))
                .flatMap(inputs -> of(inputs).stream())
                .findFirst();
    }

    private static Map<Metric, Disclosed> inputs(DisclosureState disclosures, FiscalPeriod period, Instant asOf) {
        Map<Metric, Disclosed> inputs = new EnumMap<>(Metric.class);
        INPUTS.forEach(metric -> disclosures.told(metric, asOf).stream()
                .filter(told -> told.fiscalPeriod().equals(period) && told.actual() != null)
                .forEach(told -> inputs.put(metric, told)));
        return inputs;
    }

    /** None where the figures are in several currencies, or there are no assets or liabilities to divide by. */
    private static Optional<Altman> of(Map<Metric, Disclosed> inputs) {
        boolean comparable = inputs.values().stream()
                        .map(told -> Objects.requireNonNull(told.actual()).getCurrencyUnit())
                        .distinct()
                        .count()
                == 1;
        BigDecimal assets = amount(inputs, Metric.TOTAL_ASSETS);
        BigDecimal debts = amount(inputs, Metric.TOTAL_LIABILITIES);
        if (!comparable || assets.signum() <= 0 || debts.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal score = part("6.56", amount(inputs, Metric.WORKING_CAPITAL), assets)
                .add(part("3.26", amount(inputs, Metric.RETAINED_EARNINGS), assets))
                .add(part("6.72", amount(inputs, Metric.EBIT), assets))
                .add(part("1.05", amount(inputs, Metric.BOOK_EQUITY), debts));
        return Optional.of(new Altman(
                score.setScale(SCALE, RoundingMode.HALF_UP),
                zone(score),
                Objects.requireNonNull(inputs.get(Metric.TOTAL_ASSETS))
                        .fiscalPeriod()
                        .text(),
                inputs.values().stream()
                        .map(told -> told.fact().confidence())
                        .min(Confidence::compareTo)
                        .orElseThrow(),
                INPUTS.stream()
                        .map(metric -> Objects.requireNonNull(inputs.get(metric)))
                        .map(Disclosed::fact)
                        .map(Fact::event)
                        .toList()));
    }

    private static BigDecimal amount(Map<Metric, Disclosed> inputs, Metric metric) {
        Money actual = Objects.requireNonNull(inputs.get(metric)).actual();
        return Objects.requireNonNull(actual).getAmount();
    }

    private static BigDecimal part(String weight, BigDecimal amount, BigDecimal of) {
        return new BigDecimal(weight).multiply(amount).divide(of, MathContext.DECIMAL128);
    }

    private static Zone zone(BigDecimal score) {
        if (score.compareTo(SAFE) > 0) {
            return Zone.SAFE;
        }
        return score.compareTo(DISTRESS) < 0 ? Zone.DISTRESS : Zone.GREY;
    }

    /** Points in the index, before confidence. */
    int points() {
        return switch (zone) {
            case SAFE -> 0;
            case GREY -> 5;
            case DISTRESS -> 10;
        };
    }
}
