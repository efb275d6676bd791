package io.rackledger.query.disclosure;

import static io.rackledger.query.fold.Histories.ORDER;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Confidence;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Subject;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Disclosures;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class DisclosuresViewTest {
    private static final MoneyRange OUTLOOK =
            new MoneyRange(Money.parse("USD 5100000000.00"), Money.parse("USD 5500000000.00"));
    private static final MoneyRange AT_LEAST = new MoneyRange(Money.parse("USD 20000000000.00"), null);

    private final DisclosuresView view = new DisclosuresView();

    @Test
    void a_figure_is_told_with_its_growth_and_its_source() {
        Answer answer = history().by("2024-08-31").ask(view, "metric", "REVENUE");

        assertThat(answer.totals().figures()).containsEntry("disclosures", 3L).containsEntry("claims", 0L);
        assertThat(answer.rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("kind", "DISCLOSURE")
                .containsEntry("party", "supermicro")
                .containsEntry("metric", "REVENUE")
                .containsEntry("fiscalPeriod", "FY2024-Q3")
                .containsEntry("actual", new Amount("3850000000.00", "USD"))
                .containsEntry("low", null)
                .containsEntry("high", null)
                .containsEntry("growth", new BigDecimal("200"))
                .containsEntry("on", "2024-03-31")
                .containsEntry("standing", "YES")
                .containsEntry("prevails", true)
                .containsEntry("confidence", "FILED")
                .containsEntry("source", "source")
                .containsEntry("because", new Because(List.of("e0"), 1, "/api/ledger/events?tag=party:supermicro"));
    }

    @Test
    void an_outlook_is_a_range_and_stays_beside_the_figure_that_came_of_it() {
        assertThat(history().by("2024-07-31").ask(view, "metric", "REVENUE").rows())
                .extracting(Row::key)
                .containsExactly("e0", "e1");
        List<Row> rows =
                history().by("2024-08-31").ask(view, "metric", "REVENUE").rows();

        assertThat(rows.get(1).figures())
                .containsEntry("fiscalPeriod", "FY2024-Q4")
                .containsEntry("actual", null)
                .containsEntry("low", new Amount("5100000000.00", "USD"))
                .containsEntry("high", new Amount("5500000000.00", "USD"))
                .containsEntry("growth", null)
                .containsEntry("confidence", "ANNOUNCED");
        assertThat(rows.get(2).figures())
                .containsEntry("fiscalPeriod", "FY2024-Q4")
                .containsEntry("actual", new Amount("5310000000.00", "USD"));
    }

    @Test
    void an_open_end_of_a_range_stays_unknown() {
        Row row = new Histories()
                .then("2024-11", disclosed(SUPERMICRO, Metric.BACKLOG, "FY2025", null, AT_LEAST, null))
                .by("2024-11-10")
                .ask(view)
                .rows()
                .getFirst();

        assertThat(row.figures())
                .containsEntry("low", new Amount("20000000000.00", "USD"))
                .containsEntry("high", null)
                .containsEntry("standing", "POSSIBLE");
    }

    @Test
    void claims_stand_beside_what_is_disclosed_and_only_those_on_the_party() {
        Answer answer = history().by("2024-12-31").ask(view, "party", "xai");

        assertThat(answer.totals().figures()).containsEntry("disclosures", 0L).containsEntry("claims", 2L);
        assertThat(answer.rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("kind", "CLAIM")
                .containsEntry("attribute", "GPUs")
                .containsEntry("range", new QuantityRange(new BigDecimal(100000), null, "GPU"))
                .containsEntry("metric", null);
        assertThat(answer.rows().getLast().figures())
                .containsEntry("attribute", "orders")
                .containsEntry("value", new Quantity(new BigDecimal("6"), "USD"))
                .containsEntry("text", "worth of servers")
                .containsEntry("confidence", "REPORTED");
    }

    @Test
    void of_tellings_that_disagree_what_stands_comes_first_and_the_others_are_marked() {
        Histories history = new Histories()
                .then("2024-08-30", disclosed(SUPERMICRO, Metric.CASH, "FY2024", "USD 1.00", null, null))
                .then("2024-08-30", disclosed(SUPERMICRO, Metric.CASH, "FY2024", "USD 2.00", null, null));
        Subject party = subject(Subject.Kind.PARTY, "supermicro");

        assertThat(prevailing(history)).containsExactly("e1 true", "e0 false");
        history.then(
                "2024-09-01",
                new ContradictionResolved(List.of("e0", "e1"), party, "CASH FY2024", "e0", "the second was a draft"));
        assertThat(prevailing(history)).containsExactly("e0 true", "e1 false");
    }

    private List<String> prevailing(Histories history) {
        return history.by("2024-12-31").ask(view).rows().stream()
                .map(row -> row.key() + " " + row.figures().get("prevails"))
                .toList();
    }

    @Test
    void the_table_has_a_row_for_each_telling() {
        assertThat(history().by("2024-12-31").of(Disclosures.FOLD).values())
                .extracting(state -> Disclosures.FOLD.rows(state).size())
                .containsExactly(3, 2);
    }

    @Test
    void a_metric_that_nobody_knows_is_no_question() {
        assertThatThrownBy(() -> history().by("2024-12-31").ask(view, "metric", "PROFIT"))
                .isInstanceOfSatisfying(
                        BadQuestionException.class,
                        e -> assertThat(e.parameter()).isEqualTo("metric"));
    }

    private static Histories history() {
        return new Histories()
                .then(
                        "2024-03-31",
                        Confidence.FILED,
                        disclosed(SUPERMICRO, Metric.REVENUE, "FY2024-Q3", "USD 3850000000.00", null, "200"))
                .then(
                        "2024-06",
                        Confidence.ANNOUNCED,
                        disclosed(SUPERMICRO, Metric.REVENUE, "FY2024-Q4", null, OUTLOOK, null))
                .then(
                        "2024-08-06",
                        disclosed(SUPERMICRO, Metric.REVENUE, "FY2024-Q4", "USD 5310000000.00", null, "143"))
                .then(
                        "2024-11",
                        Confidence.REPORTED,
                        new ClaimRecorded(
                                subject(Subject.Kind.PARTY, "xai"),
                                "orders",
                                new Quantity(new BigDecimal("6"), "USD"),
                                null,
                                "worth of servers"))
                .then(
                        "2024-12",
                        new ClaimRecorded(
                                subject(Subject.Kind.PARTY, "xai"),
                                "GPUs",
                                null,
                                new QuantityRange(new BigDecimal(100000), null, "GPU"),
                                null))
                .then(
                        "2024-12",
                        new ClaimRecorded(
                                subject(Subject.Kind.ORDER, ORDER.value()), "size", null, null, "a large one"));
    }

    private static Subject subject(Subject.Kind kind, String id) {
        return new Subject(kind, id);
    }

    private static DisclosureRecorded disclosed(
            PartyId party, Metric metric, String period, String actual, MoneyRange range, String growth) {
        return new DisclosureRecorded(
                party,
                metric,
                new FiscalPeriod(period),
                actual == null ? null : Money.parse(actual),
                range,
                growth == null ? null : new BigDecimal(growth));
    }
}
