package io.rackledger.query.delistingrisk;

import static io.rackledger.query.fold.ListingHistory.LISTING;
import static io.rackledger.query.fold.ListingHistory.SUPERMICRO;
import static io.rackledger.query.fold.ListingHistory.filed;
import static io.rackledger.query.fold.ListingHistory.listed;
import static io.rackledger.query.fold.ListingHistory.shock;
import static io.rackledger.query.fold.ListingHistory.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.Confidence;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.Signal;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggravatorsTest {
    private final DelistingRisk view = new DelistingRisk();

    @Test
    void further_late_reports_count_ten_at_most_until_they_are_filed() {
        Histories late = new Histories()
                .then("2020", listed())
                .then("2024-08-30", filed("NT 10-K", "2024-06-30"))
                .then("2024-08-30", filed("NT 10-K", "2024-06-30"));

        assertThat(index(late, "2024-08-30")).isEqualTo(10);
        assertThat(index(late.then("2024-11-13", filed("NT 10-Q", "2024-09-30")), "2024-11-13"))
                .isEqualTo(15);
        late.then("2025-02-13", filed("NT 10-Q", "2024-12-31")).then("2025-05-13", filed("NT 10-Q", "2025-03-31"));
        assertThat(index(late, "2025-05-13")).isEqualTo(20);
        late.then("2025-06-01", filed("10-K", "2024-06-30")).then("2025-06-01", filed("10-Q", "2024-09-30"));
        assertThat(index(late, "2025-06-01")).isEqualTo(15);
        late.then("2025-06-02", filed("10-Q", "2024-12-31")).then("2025-06-02", filed("10-Q", "2025-03-31"));
        assertThat(index(late, "2025-06-02")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-19.99, CLOSE, 2024-10-30, 0",
        "-20, CLOSE, 2024-10-30, 5",
        "-29.99, CLOSE, 2024-10-30, 5",
        "-30, CLOSE, 2025-01-28, 10",
        "-30, CLOSE, 2025-01-29, 0",
        "-35, INTRADAY, 2024-10-30, 0",
    })
    void a_fall_counts_from_close_to_close_for_ninety_days(String percent, PriceBasis basis, String day, int points) {
        Histories fall =
                new Histories().then("2020", listed()).then("2024-10-30", Confidence.FILED, shock(percent, basis));

        assertThat(index(fall, day)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"FILED, 10.0", "CONFIRMED, 10.0", "ANNOUNCED, 9.0", "REPORTED, 6.0", "SPECULATED, 3.0"})
    void signals_weigh_by_their_confidence_and_the_strongest_of_a_kind_counts_once(
            Confidence confidence, BigDecimal sum) {
        Row row = new Histories()
                .then("2020", listed())
                .then("2024-01-01", confidence, signal(Signal.PROBE))
                .then("2024-01-02", Confidence.SPECULATED, signal(Signal.PROBE))
                .by("2024-01-02")
                .ask(view)
                .rows()
                .getFirst();

        assertThat((BigDecimal) row.figures().get("sum")).isEqualByComparingTo(sum);
    }

    @Test
    void the_index_is_rounded_half_up_and_its_sum_is_not() {
        Row row = new Histories()
                .then("2020", listed())
                .then("2024-01-01", Confidence.ANNOUNCED, signal(Signal.ADVERSE_CONTROLS))
                .by("2024-01-02")
                .ask(view)
                .rows()
                .getFirst();

        assertThat(row.figures()).containsEntry("index", 5).containsEntry("sum", new BigDecimal("4.5"));
    }

    @Test
    void a_bid_below_the_minimum_counts() {
        assertThat(index(
                        new Histories().then("2020", listed()).then("2024-01-01", signal(Signal.BID_BELOW_MINIMUM)),
                        "2024-01-02"))
                .isEqualTo(25);
    }

    @Test
    void a_bid_counts_until_a_price_case_is_cured() {
        CaseId price = new CaseId("smci-bid");
        Histories bid = new Histories()
                .then("2020", listed())
                .then("2024-01-01", signal(Signal.BID_BELOW_MINIMUM))
                .then("2024-01-10", new ComplianceCaseOpened(price, LISTING, SUPERMICRO, "5450(a)(1)", List.of()))
                .then("2024-05-01", new DeficiencyCured(price, LISTING, SUPERMICRO));

        assertThat(index(bid, "2024-04-30")).isEqualTo(30 + 25);
        assertThat(index(bid, "2024-05-01")).isZero();
    }

    @Test
    void an_auditor_who_resigned_counts_until_the_successor_has_audited() {
        Histories auditor = new Histories()
                .then("2020", listed())
                .then("2024-10-30", signal(Signal.AUDITOR_RESIGNED))
                .then("2024-11-18", signal(Signal.AUDITOR_ENGAGED))
                .then("2024-12-01", filed("10-Q", "2024-09-30"))
                .then("2025-02-25", filed("10-K", "2024-06-30"));

        assertThat(index(auditor, "2024-11-17")).isEqualTo(20);
        assertThat(index(auditor, "2024-11-18")).isEqualTo(5);
        assertThat(index(auditor, "2025-02-24")).isEqualTo(5);
        assertThat(index(auditor, "2025-02-25")).isZero();
    }

    private int index(Histories history, String day) {
        return (int) history.by(day).ask(view).rows().getFirst().figures().get("index");
    }
}
