package io.rackledger.query.finance;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.FinancingRoundClosed;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.PartyId;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValuationBasis;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinancingTest {
    private static final RoundId ROUND = new RoundId("xai-b");
    private static final PartyId XAI = new PartyId("xai");

    private final Financing view = new Financing();

    @ParameterizedTest
    @CsvSource({
        "6, 18, PRE,         0.250000, 0.250000, 0.250000",
        "6, 18, POST,        0.333333, 0.333333, 0.333333",
        "6, 18, UNSPECIFIED,         , 0.250000, 0.333333",
        "4, 15, PRE,         0.210526, 0.210526, 0.210526",
        "4, 15, POST,        0.266667, 0.266667, 0.266667",
        "4, 15, UNSPECIFIED,         , 0.210526, 0.266667",
        // A valuation can't count more money than it is.
        "6, 4,  UNSPECIFIED, 0.600000, 0.600000, 0.600000",
        "6, 4,  POST,                ,         ,         ",
    })
    void a_stake_is_the_money_in_the_valuation_after_it(
            int target,
            int valuation,
            ValuationBasis basis,
            @Nullable BigDecimal stake,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) {
        assertThat(row(new Histories().then("2024-05", opened(terms(target, valuation, basis))), "2024-12-31"))
                .containsEntry("stake", stake)
                .containsEntry("stakeLow", low)
                .containsEntry("stakeHigh", high)
                .containsEntry("stakeOf", "TARGET");
    }

    @Test
    void revisions_are_a_series_with_changes_in_percent() {
        Map<String, Object> row = row(revised(), "2024-06-30");

        assertThat(row)
                .containsOnlyKeys(view.columns())
                .containsEntry("round", "xai-b")
                .containsEntry("party", "xai")
                .containsEntry("state", "OPEN")
                .containsEntry("target", billions(6))
                .containsEntry("valuation", billions(18))
                .containsEntry("basis", "UNSPECIFIED")
                .containsEntry("raised", null)
                .containsEntry("preMoney", null)
                .containsEntry("postMoney", null)
                .containsEntry("because", new Because(List.of("e0", "e1"), 2, "/api/ledger/events?tag=round:xai-b"));
        assertThat(row.get("revisions"))
                .isEqualTo(List.of(
                        new Revision(
                                "2024-01", false, "UNSPECIFIED", billions(4), billions(15), null, null, null, "e0"),
                        new Revision(
                                "2024-05",
                                false,
                                "UNSPECIFIED",
                                billions(6),
                                billions(18),
                                null,
                                new BigDecimal("50.00"),
                                new BigDecimal("20.00"),
                                "e1")));
    }

    @Test
    void within_the_month_of_a_revision_the_stake_covers_the_terms_before_and_after() {
        assertThat(row(revised(), "2024-04-30"))
                .containsEntry("target", billions(4))
                .containsEntry("stakeLow", new BigDecimal("0.210526"))
                .containsEntry("stakeHigh", new BigDecimal("0.266667"));
        assertThat(row(revised(), "2024-05-15"))
                .containsEntry("target", null)
                .containsEntry("stakeLow", new BigDecimal("0.210526"))
                .containsEntry("stakeHigh", new BigDecimal("0.333333"));
        assertThat(row(revised(), "2024-05-31"))
                .containsEntry("target", billions(6))
                .containsEntry("stakeLow", new BigDecimal("0.250000"))
                .containsEntry("stakeHigh", new BigDecimal("0.333333"));
    }

    @Test
    void a_closed_round_has_the_stake_of_what_was_raised() {
        Histories closed = revised()
                .then(
                        "2024-12",
                        new FinancingRoundClosed(
                                ROUND,
                                XAI,
                                new RoundTerms(money(6), money(45), ValuationBasis.PRE, money(5), null, null)));

        assertThat(row(closed, "2024-12-15")).containsEntry("state", null).containsEntry("stake", null);
        assertThat(row(closed, "2025-01-01"))
                .containsEntry("state", "CLOSED")
                .containsEntry("stakeOf", "RAISED")
                .containsEntry("preMoney", billions(45))
                .containsEntry("postMoney", billions(50))
                .containsEntry("stake", new BigDecimal("0.100000"));
    }

    @Test
    void a_round_of_which_no_money_is_known_has_no_stake() {
        Histories rumour = new Histories()
                .then("2024", opened(new RoundTerms(null, null, ValuationBasis.UNSPECIFIED, null, null, null)));

        assertThat(row(rumour, "2024-12-31"))
                .containsEntry("stake", null)
                .containsEntry("stakeLow", null)
                .containsEntry("stakeHigh", null);
        assertThat(rumour.by("2024-12-31").ask(view).totals().figures())
                .containsEntry("rounds", 1L)
                .containsEntry("coverage", new BigDecimal("0.000000"));
    }

    @Test
    void a_question_is_narrowed_to_a_party() {
        assertThat(revised().by("2024-06-30").ask(view, "party", "xai").rows()).hasSize(1);
        assertThat(revised().by("2024-06-30").ask(view, "party", "dell").rows()).isEmpty();
    }

    private Map<String, Object> row(Histories histories, String day) {
        return histories.by(day).ask(view).rows().getFirst().figures();
    }

    private static Histories revised() {
        return new Histories()
                .then("2024-01", opened(terms(4, 15, ValuationBasis.UNSPECIFIED)))
                .then("2024-05", new FinancingRoundRevised(ROUND, XAI, terms(6, 18, ValuationBasis.UNSPECIFIED)));
    }

    private static FinancingRoundOpened opened(RoundTerms terms) {
        return new FinancingRoundOpened(ROUND, XAI, terms);
    }

    private static RoundTerms terms(int target, int valuation, ValuationBasis basis) {
        return new RoundTerms(money(target), money(valuation), basis, null, null, null);
    }

    private static Money money(int billions) {
        return Money.parse("USD " + billions + "000000000.00");
    }

    private static Amount billions(int billions) {
        return new Amount(billions + "000000000.00", "USD");
    }
}
