package io.rackledger.events;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a financing round; a component that is null is unknown.
 *
 * @param target    how much is to be raised
 * @param valuation of the party, on the given basis
 * @param basis     whether that is before or after the money came in
 * @param raised    how much was raised
 * @param preMoney  the valuation before the money came in, where it is stated beside the other
 * @param postMoney the valuation after the money came in, where it is stated beside the other
 */
public record RoundTerms(
        @Nullable Money target,
        @Nullable Money valuation,
        ValuationBasis basis,
        @Nullable Money raised,
        @Nullable Money preMoney,
        @Nullable Money postMoney) {
    /** The valuation before the money, stated either way; null where it is unknown. */
    public @Nullable Money pre() {
        return preMoney == null && basis == ValuationBasis.PRE ? valuation : preMoney;
    }

    /** The valuation after the money, stated either way; null where it is unknown. */
    public @Nullable Money post() {
        return postMoney == null && basis == ValuationBasis.POST ? valuation : postMoney;
    }

    /** What comes in: what was raised, else what is to be raised; null where neither is known. */
    public @Nullable Money money() {
        return raised == null ? target : raised;
    }
}
