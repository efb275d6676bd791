package io.rackledger.query.finance;

import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValuationBasis;
import io.rackledger.query.fold.Bounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What share of a party a round's money buys: raised / post-money. */
final class Stake {
    private static final int SCALE = 6;

    private Stake() {}

    /**
     * The share, from 0 to 1. Where nobody says whether a valuation counts the money, it lies between both readings, or
     * is that of the only one that is possible. Null where money or valuation is unknown, where their currencies differ,
     * and where the money is more than the valuation that is said to count it.
     */
    static @Nullable Bounds of(RoundTerms terms) {
        Money money = terms.money();
        Money post = post(terms);
        if (money == null) {
            return null;
        }
        if (post != null) {
            BigDecimal share = share(money, post);
            return share == null ? null : Bounds.exactly(share);
        }
        Money valuation = terms.valuation();
        if (valuation == null || terms.basis() != ValuationBasis.UNSPECIFIED || !valuation.isSameCurrency(money)) {
            return null;
        }
        BigDecimal least = share(money, valuation.plus(money));
        BigDecimal most = share(money, valuation);
        return least == null ? null : new Bounds(least, most == null ? least : most);
    }

    /** The valuation before the money came in, as stated or as it follows; null where it is unknown. */
    static @Nullable Money pre(RoundTerms terms) {
        Money post = terms.post();
        Money money = terms.money();
        return terms.pre() != null || post == null || money == null || !post.isSameCurrency(money)
                ? terms.pre()
                : post.minus(money);
    }

    /** The valuation after the money came in, as stated or as it follows; null where it is unknown. */
    static @Nullable Money post(RoundTerms terms) {
        Money pre = terms.pre();
        Money money = terms.money();
        return terms.post() != null || pre == null || money == null || !pre.isSameCurrency(money)
                ? terms.post()
                : pre.plus(money);
    }

    private static @Nullable BigDecimal share(Money money, Money post) {
        return !post.isSameCurrency(money) || !post.isPositive() || money.isNegative() || money.isGreaterThan(post)
                ? null
                : money.getAmount().divide(post.getAmount(), SCALE, RoundingMode.HALF_UP);
    }
}
