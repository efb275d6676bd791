package io.rackledger.command.finance;

import static io.rackledger.command.finance.Rounds.ROUND;
import static io.rackledger.command.finance.Rounds.closed;
import static io.rackledger.command.finance.Rounds.eur;
import static io.rackledger.command.finance.Rounds.raised;
import static io.rackledger.command.finance.Rounds.revised;
import static io.rackledger.command.finance.Rounds.sought;
import static io.rackledger.command.finance.Rounds.time;
import static io.rackledger.command.finance.Rounds.usd;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.Tag;
import io.rackledger.events.ValuationBasis;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviseFinancingRoundTest {
    @Test
    void terms_that_are_left_out_stay_as_they_were_known() {
        ReviseFinancingRound.Body body = new ReviseFinancingRound.Body(
                ROUND, null, usd(18), ValuationBasis.PRE, null, null, usd(24), time("2024-05"));
        openedOn("2024-02")
                .given("2024-03", revised(raised(6)))
                .when(body)
                .then(revised(new RoundTerms(usd(4), usd(18), ValuationBasis.PRE, usd(6), null, usd(24))));
        openedOn("2024-02").when(raising(usd(6), "2024-05")).then(revised(raised(6)));
        openedOn("2024-02").whenObserved(raising(usd(6), "2024-05")).then(revised(raised(6)));
    }

    @Test
    void something_is_revised() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> raising(null, "2024"))
                .withMessageContaining("target");
    }

    @Test
    void the_round_is_on_record() {
        DeciderFixture.of(new ReviseFinancingRound())
                .when(raising(usd(6), "2024-05-26"))
                .thenRefused("unknown-round");
    }

    @Test
    void nothing_is_recorded_of_a_round_that_is_closed_whatever_the_dates() {
        openedOn("2024")
                .given("2024-05-26", closed(raised(6)))
                .when(raising(usd(6), "2024-06"))
                .thenRefused("round-closed");
        openedOn("2024-01")
                .given("2024-05-26", closed(raised(6)))
                .whenObserved(raising(usd(6), "2024-03"))
                .thenRefused("round-closed");
    }

    @Test
    void a_closing_that_was_retracted_leaves_the_round_open() {
        openedOn("2024-01")
                .given("2024-05-26", closed(raised(9)))
                .given(null, new FactRetracted("event-1", 1, List.of(Tag.of(ROUND)), "a rumour"))
                .when(raising(usd(6), "2024-06"))
                .then(revised(raised(6)));
    }

    @Test
    void nothing_happens_to_a_round_before_it_was_opened() {
        openedOn("2024-02").when(raising(usd(6), "2024-02")).then(revised(raised(6)));
        openedOn("2024-02").when(raising(usd(6), "2024-01")).thenRefused("before-round");
        openedOn("2024-02").whenObserved(raising(usd(6), "2023")).thenRefused("before-round");
    }

    @Test
    void a_round_that_may_have_been_opened_later_is_flagged() {
        openedOn("2024-02").when(raising(usd(6), "2024")).thenFlagged("before-round", true, revised(raised(6)));
        openedOn(null).when(raising(usd(6), "2024")).thenFlagged("before-round", true, revised(raised(6)));
        openedOn("2024-02").whenObserved(raising(usd(6), null)).thenFlagged("before-round", true, revised(raised(6)));
    }

    @Test
    void every_amount_is_above_zero() {
        openedOn("2024-02").when(raising(usd(0), "2024-05")).thenRefused("not-positive");
        openedOn("2024-02").whenObserved(raising(usd(-1), "2024-05")).thenRefused("not-positive");
    }

    @Test
    void the_currency_is_that_of_the_round() {
        openedOn("2024-02").when(raising(eur(6), "2024-05")).thenRefused("currency-mixed");
        openedOn("2024-02").whenObserved(raising(eur(6), "2024-05")).thenRefused("currency-mixed");
    }

    @Test
    void what_was_known_counts_for_the_valuation_after_the_money() {
        RoundTerms known = new RoundTerms(usd(4), usd(18), ValuationBasis.PRE, null, null, usd(24));
        RoundTerms then = new RoundTerms(usd(4), usd(18), ValuationBasis.PRE, usd(6), null, usd(24));
        opened(known, "2024-02").when(raising(usd(6), "2024-05")).then(revised(then));
        opened(known, "2024-02").when(raising(usd(5), "2024-05")).thenRefused("post-money-mismatch");
        opened(known, "2024-02").whenObserved(raising(usd(5), "2024-05")).thenRefused("post-money-mismatch");
    }

    private static DeciderFixture<ReviseFinancingRound.Body, RoundState> openedOn(@Nullable String date) {
        return opened(sought(), date);
    }

    private static DeciderFixture<ReviseFinancingRound.Body, RoundState> opened(
            RoundTerms terms, @Nullable String date) {
        return DeciderFixture.of(new ReviseFinancingRound()).given(date, Rounds.opened(terms));
    }

    private static ReviseFinancingRound.Body raising(@Nullable Money raised, @Nullable String on) {
        return new ReviseFinancingRound.Body(ROUND, null, null, null, raised, null, null, time(on));
    }
}
