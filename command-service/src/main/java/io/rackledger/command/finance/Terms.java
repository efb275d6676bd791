package io.rackledger.command.finance;

import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValuationBasis;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What a command says of a financing round; what it leaves out stays as it was known. Immutable. */
record Terms(
        @Nullable Money target,
        @Nullable Money valuation,
        @Nullable ValuationBasis basis,
        @Nullable Money raised,
        @Nullable Money preMoney,
        @Nullable Money postMoney) {
    /** The rules on terms, in their order. */
    static Sheet rules(Sheet sheet) {
        return sheet.structural("not-positive", "every amount is above zero")
                .structural("currency-mixed", "all amounts of a round are in one currency")
                .structural(
                        "post-money-mismatch",
                        "the valuation after the money is the one before and the money, where all three are known");
    }

    /** Terms as they were recorded. */
    static Terms of(RoundTerms terms) {
        return new Terms(
                terms.target(), terms.valuation(), terms.basis(), terms.raised(), terms.preMoney(), terms.postMoney());
    }

    boolean empty() {
        return basis == null
                && Amounts.of(target, valuation, raised, preMoney, postMoney).none();
    }

    /** What is known of the round with these. */
    RoundTerms over(RoundState round) {
        RoundTerms known = round.terms();
        return new RoundTerms(
                target == null ? known.target() : target,
                valuation == null ? known.valuation() : valuation,
                basis == null ? known.basis() : basis,
                raised == null ? known.raised() : raised,
                preMoney == null ? known.preMoney() : preMoney,
                postMoney == null ? known.postMoney() : postMoney);
    }

    /** Checks what would be known of the round. */
    static Findings check(Findings findings, RoundTerms terms) {
        Amounts amounts =
                Amounts.of(terms.target(), terms.valuation(), terms.raised(), terms.preMoney(), terms.postMoney());
        return findings.structural("not-positive", !amounts.positive(), "an amount is more than 0")
                .structural("currency-mixed", amounts.mixed(), "the amounts are in several currencies")
                .structural(
                        "post-money-mismatch",
                        !amounts.mixed() && mismatch(terms),
                        "before the money: " + terms.pre() + ", the money: " + terms.money() + ", after it: "
                                + terms.post());
    }

    private static boolean mismatch(RoundTerms terms) {
        Money pre = terms.pre();
        Money money = terms.money();
        Money post = terms.post();
        return pre != null && money != null && post != null && !pre.plus(money).isEqual(post);
    }
}
