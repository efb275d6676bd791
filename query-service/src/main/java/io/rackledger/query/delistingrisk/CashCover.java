package io.rackledger.query.delistingrisk;

import io.rackledger.events.Metric;
import io.rackledger.query.delistingrisk.DelistingRisk.Obligation;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.DisclosureState;
import io.rackledger.query.fold.DisclosureState.Disclosed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a delisting would make due in one currency, against the cash that was disclosed last in it.
 *
 * @param principal    of all obligations that it would set off
 * @param cash         null where none is disclosed in that currency
 * @param cover        cash / principal
 * @param fiscalPeriod of the cash
 * @param event        that tells of the cash
 */
record CashCover(
        Amount principal,
        @Nullable Amount cash,
        @Nullable BigDecimal cover,
        @Nullable String fiscalPeriod,
        @Nullable String event) {
    private static final int SCALE = 6;

    /** One for each currency, in their order; an obligation counts once, whatever may set it off. */
    static List<CashCover> of(List<Obligation> obligations, @Nullable DisclosureState disclosures, Instant asOf) {
        Map<String, Map<String, BigDecimal>> principals = new TreeMap<>();
        obligations.forEach(owed -> principals
                .computeIfAbsent(owed.principal().currency(), any -> new TreeMap<>())
                .put(owed.obligation(), new BigDecimal(owed.principal().amount())));
        List<CashCover> covers = new ArrayList<>();
        principals.forEach((currency, each) -> {
            BigDecimal sum = each.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            covers.add(of(new Amount(sum.toPlainString(), currency), sum, cash(disclosures, currency, asOf)));
        });
        return covers;
    }

    private static CashCover of(Amount principal, BigDecimal sum, @Nullable Disclosed told) {
        if (told == null || told.actual() == null) {
            return new CashCover(principal, null, null, null, null);
        }
        return new CashCover(
                principal,
                Amount.of(told.actual()),
                told.actual().getAmount().divide(sum, SCALE, RoundingMode.HALF_UP),
                told.fiscalPeriod().text(),
                told.fact().event());
    }

    private static @Nullable Disclosed cash(@Nullable DisclosureState disclosures, String currency, Instant asOf) {
        return disclosures == null
                ? null
                : disclosures.told(Metric.CASH, asOf).reversed().stream()
                        .filter(told -> told.actual() != null
                                && told.actual().getCurrencyUnit().getCode().equals(currency))
                        .findFirst()
                        .orElse(null);
    }
}
