package io.rackledger.command.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.WireJson;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDisclosureTest {
    private static final PartyId DELL = new PartyId("dell");
    private static final FiscalPeriod Q3 = new FiscalPeriod("FY2025-Q3");
    private static final Money BACKLOG = Money.parse("USD 4500000000.00");
    private static final Money LESS = Money.parse("USD 4000000000.00");
    private static final Money EUROS = Money.parse("EUR 4500000000.00");

    @Test
    void a_figure_is_recorded() {
        decider().when(actual(BACKLOG)).then(told(BACKLOG));
        decider().whenObserved(actual(Money.parse("USD -1.00"))).then(told(Money.parse("USD -1.00")));
    }

    @Test
    void an_outlook_is_a_range_one_end_of_which_may_be_open_or_a_growth() {
        decider()
                .when(body(null, new RecordDisclosure.Range(LESS, null), null))
                .then(event(null, new MoneyRange(LESS, null), null));
        decider()
                .whenObserved(body(null, null, new BigDecimal("-12.5")))
                .then(event(null, null, new BigDecimal("-12.5")));
    }

    @Test
    void the_party_is_on_record() {
        DeciderFixture.of(new RecordDisclosure()).when(actual(BACKLOG)).thenRefused("unknown-party");
    }

    @Test
    void the_low_end_is_not_above_the_high_end() {
        decider()
                .when(body(null, new RecordDisclosure.Range(BACKLOG, LESS), null))
                .thenRefused("range-inverted");
        decider()
                .whenObserved(body(null, new RecordDisclosure.Range(BACKLOG, LESS), null))
                .thenRefused("range-inverted");
        decider()
                .when(body(null, new RecordDisclosure.Range(LESS, LESS), null))
                .then(event(null, new MoneyRange(LESS, LESS), null));
    }

    @Test
    void all_amounts_are_in_one_currency() {
        decider()
                .when(body(null, new RecordDisclosure.Range(BACKLOG, EUROS), null))
                .thenRefused("currency-mixed");
        decider()
                .whenObserved(body(EUROS, new RecordDisclosure.Range(null, BACKLOG), null))
                .thenRefused("currency-mixed");
        decider()
                .when(body(BACKLOG, new RecordDisclosure.Range(LESS, BACKLOG), null))
                .then(event(BACKLOG, new MoneyRange(LESS, BACKLOG), null));
    }

    @Test
    void a_metric_has_one_actual_figure_in_a_period() {
        decider().given("2024-11-26", told(BACKLOG)).when(actual(LESS)).thenRefused("actual-exists");
        decider().given(null, told(BACKLOG)).whenObserved(actual(BACKLOG)).thenRefused("actual-exists");
    }

    @Test
    void outlooks_other_metrics_periods_and_parties_stand_in_nobodys_way() {
        decider()
                .given("2024-08", event(null, new MoneyRange(LESS, BACKLOG), BigDecimal.TEN))
                .given("2024-11", new DisclosureRecorded(DELL, Metric.REVENUE, Q3, BACKLOG, null, null))
                .given(
                        "2024-11",
                        new DisclosureRecorded(DELL, Metric.BACKLOG, new FiscalPeriod("FY2025"), BACKLOG, null, null))
                .elsewhere(
                        "2024-11",
                        new DisclosureRecorded(new PartyId("supermicro"), Metric.BACKLOG, Q3, BACKLOG, null, null))
                .when(actual(LESS))
                .then(told(LESS));
    }

    @Test
    void an_outlook_may_follow_the_actual_figure() {
        decider()
                .given("2024-11", told(BACKLOG))
                .when(body(null, null, BigDecimal.ONE))
                .then(event(null, null, BigDecimal.ONE));
    }

    @Test
    void a_figure_that_was_retracted_makes_room() {
        decider()
                .given("2024-11", told(BACKLOG))
                .given(null, new FactRetracted("event-1", 1, List.of(Tag.of(DELL)), "another company"))
                .when(actual(LESS))
                .then(told(LESS));
    }

    @Test
    void a_disclosure_says_something() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(null, null, null))
                .withMessageContaining("actual");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordDisclosure.Range(null, null))
                .withMessageContaining("low");
    }

    @Test
    void the_body_is_read_as_the_interface_describes_it() {
        RecordDisclosure.Body body = WireJson.strict().readValue("""
                {"party":"dell","metric":"BACKLOG","fiscalPeriod":"FY2025-Q3","on":"2024-11-26",
                 "range":{"low":{"amount":"4500000000.00","currency":"USD"},
                          "high":{"amount":"4000000000.00","currency":"USD"}}}""", RecordDisclosure.Body.class);
        assertThat(body).isEqualTo(body(null, new RecordDisclosure.Range(BACKLOG, LESS), null));
    }

    private static DeciderFixture<RecordDisclosure.Body, RecordDisclosure.State> decider() {
        return DeciderFixture.of(new RecordDisclosure())
                .given(null, new PartyRegistered(DELL, "Dell", List.of(), Identifiers.NONE));
    }

    private static RecordDisclosure.Body actual(Money actual) {
        return body(actual, null, null);
    }

    private static RecordDisclosure.Body body(
            @Nullable Money actual, RecordDisclosure.@Nullable Range range, @Nullable BigDecimal growth) {
        return new RecordDisclosure.Body(
                DELL, Metric.BACKLOG, Q3, actual, range, growth, ValidTime.parse("2024-11-26"));
    }

    private static DisclosureRecorded told(Money actual) {
        return event(actual, null, null);
    }

    private static DisclosureRecorded event(
            @Nullable Money actual, @Nullable MoneyRange range, @Nullable BigDecimal growth) {
        return new DisclosureRecorded(DELL, Metric.BACKLOG, Q3, actual, range, growth);
    }
}
