package io.rackledger.command.finance;

import static io.rackledger.command.finance.Rounds.PARTY;
import static io.rackledger.command.finance.Rounds.ROUND;
import static io.rackledger.command.finance.Rounds.XAI;
import static io.rackledger.command.finance.Rounds.eur;
import static io.rackledger.command.finance.Rounds.opened;
import static io.rackledger.command.finance.Rounds.sought;
import static io.rackledger.command.finance.Rounds.time;
import static io.rackledger.command.finance.Rounds.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValuationBasis;
import io.rackledger.events.wire.WireJson;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenFinancingRoundTest {
    @Test
    void a_party_seeks_money_on_a_basis_that_may_be_left_open() {
        decider().when(body(usd(4), usd(15), null, null, null, null)).then(opened(sought()));
        decider()
                .whenObserved(body(null, null, null, null, null, null))
                .then(opened(new RoundTerms(null, null, ValuationBasis.UNSPECIFIED, null, null, null)));
    }

    @Test
    void a_round_is_opened_once_for_a_party_on_record() {
        decider()
                .given("2024", opened(sought()))
                .when(body(usd(4), null, null, null, null, null))
                .thenRefused("round-exists");
        DeciderFixture.of(new OpenFinancingRound())
                .when(body(usd(4), null, null, null, null, null))
                .thenRefused("unknown-party");
    }

    @Test
    void every_amount_is_above_zero() {
        decider().when(body(usd(0), null, null, null, null, null)).thenRefused("not-positive");
        decider().when(body(null, usd(0), null, null, null, null)).thenRefused("not-positive");
        decider().when(body(null, null, null, usd(-1), null, null)).thenRefused("not-positive");
        decider().whenObserved(body(null, null, null, null, usd(-1), null)).thenRefused("not-positive");
        decider().whenObserved(body(null, null, null, null, null, usd(0))).thenRefused("not-positive");
    }

    @Test
    void all_amounts_are_in_one_currency() {
        decider().when(body(usd(4), eur(15), null, null, null, null)).thenRefused("currency-mixed");
        decider().whenObserved(body(null, null, null, eur(4), usd(11), eur(15))).thenRefused("currency-mixed");
    }

    @Test
    void the_valuation_after_the_money_is_the_one_before_and_the_money() {
        accepted(body(null, null, null, usd(4), usd(11), usd(15)));
        refused(body(null, null, null, usd(4), usd(12), usd(15)));
        accepted(body(usd(4), null, null, null, usd(11), usd(15)));
        refused(body(usd(5), null, null, null, usd(11), usd(15)));
    }

    @Test
    void what_was_raised_counts_rather_than_what_was_sought() {
        accepted(body(usd(9), null, null, usd(4), usd(11), usd(15)));
    }

    @Test
    void a_valuation_counts_on_its_basis() {
        accepted(body(usd(4), usd(11), ValuationBasis.PRE, null, null, usd(15)));
        refused(body(usd(4), usd(15), ValuationBasis.PRE, null, null, usd(15)));
        accepted(body(usd(4), usd(15), ValuationBasis.POST, null, usd(11), null));
        refused(body(usd(4), usd(11), ValuationBasis.POST, null, usd(11), null));
    }

    @Test
    void what_is_not_known_agrees_with_everything() {
        accepted(body(usd(4), usd(99), ValuationBasis.UNSPECIFIED, null, null, usd(15)));
        accepted(body(usd(4), usd(15), ValuationBasis.POST, null, null, null));
        accepted(body(null, null, null, null, usd(11), usd(15)));
    }

    @Test
    void the_body_is_read_as_the_interface_describes_it() {
        OpenFinancingRound.Body body = WireJson.strict().readValue("""
                {"round":"xai-b","party":"xai","target":{"amount":"4000000000.00","currency":"USD"},
                 "valuation":{"amount":"15000000000.00","currency":"USD"},"basis":"UNSPECIFIED","on":"2024"}
                """, OpenFinancingRound.Body.class);
        assertThat(body).isEqualTo(body(usd(4), usd(15), ValuationBasis.UNSPECIFIED, null, null, null));
    }

    private static DeciderFixture<OpenFinancingRound.Body, OpenFinancingRound.State> decider() {
        return DeciderFixture.of(new OpenFinancingRound()).given(null, PARTY);
    }

    private static void accepted(OpenFinancingRound.Body body) {
        assertThat(decider().when(body).accepted()).hasSize(1);
    }

    private static void refused(OpenFinancingRound.Body body) {
        decider().when(body).thenRefused("post-money-mismatch");
        decider().whenObserved(body).thenRefused("post-money-mismatch");
    }

    private static OpenFinancingRound.Body body(
            @Nullable Money target,
            @Nullable Money valuation,
            @Nullable ValuationBasis basis,
            @Nullable Money raised,
            @Nullable Money preMoney,
            @Nullable Money postMoney) {
        return new OpenFinancingRound.Body(
                ROUND, XAI, target, valuation, basis, raised, preMoney, postMoney, time("2024"));
    }
}
