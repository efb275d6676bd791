package io.rackledger.query.delistingrisk;

import static io.rackledger.query.fold.ListingHistory.SUPERMICRO;
import static io.rackledger.query.fold.ListingHistory.listed;
import static io.rackledger.query.fold.ListingHistory.real;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Confidence;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a party's own accounts add: Altman's Z″, and cash against what a delisting would make due. */
class AccountsTest {
    private final DelistingRisk view = new DelistingRisk();

    @Test
    void the_oracle_is_grey_and_counts_five() {
        Row row = row(all(new Histories().then("2020", listed()), "FY2024", "2", "1", "0.50", "10", "3", "7"));

        assertThat(row.figures())
                .containsEntry("index", 5)
                .containsEntry(
                        "altman",
                        new Altman(
                                new BigDecimal("2.424"),
                                Altman.Zone.GREY,
                                "FY2024",
                                Confidence.FILED,
                                List.of("e1", "e4", "e2", "e3", "e5", "e6")));
        assertThat(lines(row)).singleElement().satisfies(line -> {
            assertThat(line.points()).isEqualByComparingTo("5");
            assertThat(line.because()).containsExactlyInAnyOrder("e1", "e2", "e3", "e4", "e5", "e6");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2.268, 2.600, GREY, 5",
        "2.269, 2.600, SAFE, 0",
        "-0.018, 1.100, GREY, 5",
        "-0.019, 1.100, DISTRESS, 10",
    })
    void the_zones_end_where_they_are_said_to(String capital, String score, Altman.Zone zone, int points) {
        Row row = row(all(new Histories().then("2020", listed()), "FY2024", capital, "1", "0.5", "10", "3", "7"));
        Altman altman = (Altman) row.figures().get("altman");

        assertThat(altman.zone()).isEqualTo(zone);
        assertThat(altman.score()).isEqualByComparingTo(score);
        assertThat(row.figures()).containsEntry("index", points);
    }

    @Test
    void what_is_not_all_disclosed_of_one_period_in_one_currency_is_not_told() {
        Histories some = new Histories()
                .then("2020", listed())
                .then("2024-08-30", told(Metric.WORKING_CAPITAL, "FY2024", "USD 2.00"))
                .then("2024-08-30", told(Metric.RETAINED_EARNINGS, "FY2024", "USD 1.00"))
                .then("2024-08-30", told(Metric.EBIT, "FY2024", "USD 0.50"))
                .then("2024-08-30", told(Metric.TOTAL_ASSETS, "FY2024", "USD 10.00"))
                .then("2024-08-30", told(Metric.BOOK_EQUITY, "FY2024", "USD 3.00"))
                .then("2024-08-30", told(Metric.TOTAL_LIABILITIES, "FY2023", "USD 7.00"));

        assertThat(row(some).figures()).containsEntry("altman", null);
        assertThat(row(some.then("2024-08-30", told(Metric.TOTAL_LIABILITIES, "FY2024", "EUR 7.00")))
                        .figures())
                .containsEntry("altman", null);
    }

    @Test
    void the_latest_period_counts_of_which_all_is_told_and_as_well_as_it_is_founded() {
        Histories history = all(new Histories().then("2020", listed()), "FY2024", "2", "1", "0.50", "10", "3", "7");
        all(history, "FY2025-Q1", "-9", "1", "0.50", "10", "3", "7");
        history.then("2025-01-01", Confidence.REPORTED, told(Metric.EBIT, "FY2025-Q1", "USD 0.40"))
                .then("2025-01-01", told(Metric.TOTAL_ASSETS, "FY2025-Q2", "USD 10.00"));
        Altman altman = (Altman) row(history).figures().get("altman");

        assertThat(altman.fiscalPeriod()).isEqualTo("FY2025-Q1");
        assertThat(altman.confidence()).isEqualTo(Confidence.FILED);
        assertThat(altman.zone()).isEqualTo(Altman.Zone.DISTRESS);
    }

    @Test
    void obligations_are_covered_by_the_cash_disclosed_last_in_their_currency() {
        Histories history = real().then("2024-05-06", told(Metric.CASH, "FY2024-Q3", "USD 2115000000.00"))
                .then("2024-08-06", told(Metric.CASH, "FY2024-Q4", "USD 1670000000.00"))
                .then("2024-09-06", told(Metric.CASH, "FY2025-Q1", "EUR 1.00"));
        Row row = history.by("2024-10-30").ask(view).rows().getFirst();

        assertThat(row.figures())
                .containsEntry(
                        "cashCover",
                        List.of(new CashCover(
                                new Amount("1725000000.00", "USD"),
                                new Amount("1670000000.00", "USD"),
                                new BigDecimal("0.968116"),
                                "FY2024-Q4",
                                history.events()
                                        .get(history.events().size() - 2)
                                        .id())));
        assertThat(((Because) row.figures().get("because")).events())
                .contains(history.events().get(history.events().size() - 2).id());
        assertThat(real().by("2024-10-30").ask(view).rows().getFirst().figures())
                .containsEntry(
                        "cashCover",
                        List.of(new CashCover(new Amount("1725000000.00", "USD"), null, null, null, null)));
    }

    private Row row(Histories history) {
        return history.by("2025-06-30").ask(view).rows().getFirst();
    }

    private static Histories all(
            Histories history,
            String period,
            String capital,
            String earnings,
            String ebit,
            String assets,
            String equity,
            String debts) {
        return history.then("2024-08-30", Confidence.FILED, thousands(Metric.WORKING_CAPITAL, period, capital))
                .then("2024-08-30", Confidence.FILED, thousands(Metric.RETAINED_EARNINGS, period, earnings))
                .then("2024-08-30", Confidence.FILED, thousands(Metric.EBIT, period, ebit))
                .then("2024-08-30", Confidence.FILED, thousands(Metric.TOTAL_ASSETS, period, assets))
                .then("2024-08-30", Confidence.FILED, thousands(Metric.BOOK_EQUITY, period, equity))
                .then("2024-08-30", Confidence.FILED, thousands(Metric.TOTAL_LIABILITIES, period, debts));
    }

    private static DisclosureRecorded thousands(Metric metric, String period, String amount) {
        return told(
                metric,
                period,
                "USD " + new BigDecimal(amount).movePointRight(3).setScale(2));
    }

    private static DisclosureRecorded told(Metric metric, String period, String money) {
        return new DisclosureRecorded(SUPERMICRO, metric, new FiscalPeriod(period), Money.parse(money), null, null);
    }

    @SuppressWarnings("unchecked")
    private static List<Line> lines(Row row) {
        return (List<Line>) row.figures().get("lines");
    }
}
