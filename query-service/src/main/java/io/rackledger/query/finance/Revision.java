package io.rackledger.query.finance;

import io.rackledger.events.RoundTerms;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a round as they were told once.
 *
 * @param on                     null where nobody says
 * @param targetChangePercent    against what was told before; null where that can't be compared
 * @param valuationChangePercent likewise; valuations on different bases can't be compared
 */
record Revision(
        @Nullable String on,
        boolean closes,
        String basis,
        @Nullable Amount target,
        @Nullable Amount valuation,
        @Nullable Amount raised,
        @Nullable BigDecimal targetChangePercent,
        @Nullable BigDecimal valuationChangePercent,
        String event) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The series, in the order given. */
    static List<Revision> of(List<Step<RoundTerms>> steps) {
        List<Revision> series = new ArrayList<>();
        RoundTerms before = null;
        for (Step<RoundTerms> step : steps) {
            series.add(of(before, step));
            before = step.value();
        }
        return series;
    }

    private static Revision of(@Nullable RoundTerms before, Step<RoundTerms> step) {
        RoundTerms terms = step.value();
        boolean sameBasis = before != null && before.basis() == terms.basis();
        return new Revision(
                step.at() == null ? null : step.at().text(),
                step.rank() == Step.Rank.LAST,
                terms.basis().name(),
                Amount.of(terms.target()),
                Amount.of(terms.valuation()),
                Amount.of(terms.raised()),
                before == null ? null : change(before.target(), terms.target()),
                before != null && sameBasis ? change(before.valuation(), terms.valuation()) : null,
                step.event());
    }

    private static @Nullable BigDecimal change(@Nullable Money before, @Nullable Money after) {
        return before == null || after == null || !before.isSameCurrency(after) || !before.isPositive()
                ? null
                : after.minus(before).getAmount().multiply(HUNDRED).divide(before.getAmount(), 2, RoundingMode.HALF_UP);
    }
}
