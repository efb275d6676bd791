package io.rackledger.query.delistingrisk;

import static io.rackledger.query.fold.ListingHistory.ANNUAL;
import static io.rackledger.query.fold.ListingHistory.CASE;
import static io.rackledger.query.fold.ListingHistory.LISTING;
import static io.rackledger.query.fold.ListingHistory.QUARTERLY;
import static io.rackledger.query.fold.ListingHistory.SUPERMICRO;
import static io.rackledger.query.fold.ListingHistory.listed;
import static io.rackledger.query.fold.ListingHistory.opened;
import static io.rackledger.query.fold.ListingHistory.real;
import static io.rackledger.query.fold.ListingHistory.signal;
import static io.rackledger.query.fold.ListingHistory.untilException;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Authority;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.Confidence;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.Signal;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Trigger;
import io.rackledger.query.delistingrisk.DelistingRisk.Obligation;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Replay;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelistingRiskTest {
    private static final Event PLAN = new CompliancePlanSubmitted(CASE, LISTING, SUPERMICRO);
    private static final Event DETERMINED = new DelistingDetermined(CASE, LISTING, SUPERMICRO);
    private static final Event SUSPENDED = new TradingSuspended(LISTING, CASE, SUPERMICRO);
    private static final Event DELISTED = new SecurityDelisted(LISTING, CASE, SUPERMICRO);
    private static final Event CURED = new DeficiencyCured(CASE, LISTING, SUPERMICRO);

    private final DelistingRisk view = new DelistingRisk();

    @ParameterizedTest
    @CsvSource({
        "2024-08-29, COMPLIANT, 10, 10, LOW, ,",
        "2024-08-30, LATE, 20, 20, ELEVATED, 2024-09-13, EXTENDED_REPORT",
        "2024-09-17, NOTIFIED, 40, 40, HIGH, 2024-11-18, PLAN",
        "2024-09-26, NOTIFIED, 46, 46, HIGH, 2024-11-18, PLAN",
        "2024-10-30, NOTIFIED, 81, 81, CRITICAL, 2024-11-18, PLAN",
        "2024-11-13, NOTIFIED, 91, 91, CRITICAL, 2024-11-18, PLAN",
        "2024-11-18, PLAN_SUBMITTED, 61, 61, HIGH, 2025-02-25, EXCEPTION_CEILING",
        "2024-12-06, EXCEPTION, 56, 56, HIGH, 2025-02-25, EXCEPTION",
        "2025-02-25, CURED, 21, 21, ELEVATED, ,",
    })
    void the_real_history_has_this_index(
            String day, String state, int index, BigDecimal sum, String band, LocalDate deadline, String kind) {
        Row row = real().by(day).ask(view).rows().getFirst();

        assertThat(row.figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("party", "supermicro")
                .containsEntry("index", index)
                .containsEntry("band", band)
                .containsEntry("state", state)
                .containsEntry("nextDeadline", deadline)
                .containsEntry("nextDeadlineKind", kind)
                .containsEntry("model", "delisting-v1");
        assertThat((BigDecimal) row.figures().get("sum")).isEqualByComparingTo(sum);
        assertThat(lines(row).stream().map(Line::points).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(sum);
        assertThat(lines(row)).allSatisfy(line -> assertThat(line.because()).isNotEmpty());
    }

    @Test
    void a_day_is_one_of_new_york() {
        Map<String, Object> figures =
                real().by("2024-11-13", Dated.ZONE).ask(view).rows().getFirst().figures();

        assertThat(figures).containsEntry("index", 91).containsEntry("daysToDeadline", 5L);
    }

    @Test
    void the_lines_of_the_worst_day_are_these() {
        assertThat(points(real().by("2024-11-13"))).containsExactlyInAnyOrder("30", "5", "10", "20", "6.0", "10", "10");
        assertThat(real().by("2024-11-13").ask(view).rows().getFirst().figures())
                .containsEntry("ruleSet", "nasdaq-2024");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10-18, 0",
        "2024-10-19, 5",
        "2024-11-10, 5",
        "2024-11-11, 10",
        "2024-11-18, 10",
        "2024-11-19, 25",
    })
    void the_nearness_of_the_plan_counts(String day, int points) {
        assertThat(index(new Histories().then("2020", listed()).then("2024-09-17", opened(ANNUAL)), day))
                .isEqualTo(30 + points);
    }

    @Test
    void an_exception_that_is_missed_counts() {
        assertThat(index(untilException(), "2025-02-17")).isEqualTo(20 + 5 + 5 + 5 + 10 + 6);
        assertThat(index(untilException(), "2025-02-18")).isEqualTo(20 + 5 + 10 + 5 + 10 + 6);
        assertThat(index(untilException(), "2025-02-26")).isEqualTo(20 + 5 + 25 + 5 + 10 + 6);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-02-26, DETERMINED, 2025-03-05, HEARING_REQUEST",
        "2025-03-05, HEARING, 2025-03-20, STAY_END",
        "2025-04-17, HEARING, 2025-04-22, SUSPENSION",
    })
    void a_determination_that_is_heard_waits_for_the_stay_and_after_the_decision_for_suspension(
            String day, String state, LocalDate deadline, String kind) {
        Histories heard = new Histories()
                .then("2020", listed())
                .then("2024-09-17", opened(ANNUAL))
                .then("2025-02-26", DETERMINED)
                .then("2025-03-05", new HearingRequested(CASE, LISTING, SUPERMICRO, null))
                .then("2025-04-17", DETERMINED);

        assertThat(heard.by(day).ask(view).rows().getFirst().figures())
                .containsEntry("state", state)
                .containsEntry("nextDeadline", deadline)
                .containsEntry("nextDeadlineKind", kind);
    }

    @Test
    void a_longer_stay_and_a_late_request_are_known() {
        Histories determined = new Histories()
                .then("2020", listed())
                .then("2024-09-17", opened(ANNUAL))
                .then("2025-02-26", DETERMINED);
        HearingRequested longer = new HearingRequested(CASE, LISTING, SUPERMICRO, LocalDate.parse("2025-04-30"));

        assertThat(determined
                        .then("2025-03-06", longer)
                        .by("2025-03-06")
                        .ask(view)
                        .rows()
                        .getFirst()
                        .figures())
                .containsEntry("nextDeadlineKind", "SUSPENSION");
        assertThat(new Histories()
                        .then("2020", listed())
                        .then("2024-09-17", opened(ANNUAL))
                        .then("2025-02-26", DETERMINED)
                        .then("2025-03-05", longer)
                        .by("2025-03-06")
                        .ask(view)
                        .rows()
                        .getFirst()
                        .figures())
                .containsEntry("nextDeadline", LocalDate.parse("2025-04-30"))
                .containsEntry("nextDeadlineKind", "STAY_END");
    }

    @Test
    void every_state_has_its_points() {
        Histories open = new Histories().then("2020", listed()).then("2024-07-01", opened());

        assertThat(index(new Histories().then("2020", listed()), "2024-07-02")).isZero();
        assertThat(index(open, "2024-07-02")).isEqualTo(30);
        assertThat(index(open.then("2024-07-03", PLAN), "2024-07-03")).isEqualTo(25);
        assertThat(index(open.then("2024-07-04", exception(Authority.STAFF)), "2024-07-04"))
                .isEqualTo(20);
        assertThat(index(open.then("2024-07-05", exception(Authority.PANEL)), "2024-07-05"))
                .isEqualTo(50);
        assertThat(index(open.then("2024-07-06", DETERMINED), "2024-07-06")).isEqualTo(60);
        assertThat(index(open.then("2024-07-07", SUSPENDED), "2024-07-07")).isEqualTo(90);
        assertThat(index(open.then("2024-07-08", DELISTED), "2024-07-08")).isEqualTo(100);
        assertThat(index(open.then("2024-07-09", CURED), "2024-07-09")).isEqualTo(100);
    }

    @Test
    void a_party_that_is_listed_again_was_delisted_before() {
        Histories again = new Histories()
                .then("2020", listed())
                .then("2024-07-01", opened())
                .then("2024-07-08", DELISTED)
                .then("2025-01-01", listed());

        assertThat(index(again, "2024-12-31")).isEqualTo(100);
        assertThat(index(again, "2025-01-01")).isEqualTo(10);
        assertThat(index(again, "2034-07-08")).isEqualTo(10);
        assertThat(index(again, "2034-07-09")).isZero();
    }

    @Test
    void of_several_cases_the_highest_state_counts_and_the_first_deadline_is_next() {
        CaseId price = new CaseId("smci-bid");
        Histories two = new Histories()
                .then("2020", listed())
                .then("2024-09-01", new ComplianceCaseOpened(price, LISTING, SUPERMICRO, "5450(a)(1)", List.of()))
                .then("2024-09-17", opened(ANNUAL));

        assertThat(index(two, "2024-09-17")).isEqualTo(30);
        assertThat(two.by("2024-09-17").ask(view).rows().getFirst().figures())
                .containsEntry("nextDeadline", LocalDate.parse("2024-11-18"));
        assertThat(two.by("2024-12-01").ask(view).rows().getFirst().figures())
                .containsEntry("nextDeadline", LocalDate.parse("2025-02-28"));
    }

    @Test
    void without_a_listing_on_record_there_is_no_index() {
        Row row = new Histories()
                .then("2024-09-26", Confidence.REPORTED, signal(Signal.PROBE))
                .by("2024-09-26")
                .ask(view)
                .rows()
                .getFirst();

        assertThat(row.figures())
                .containsEntry("index", null)
                .containsEntry("sum", null)
                .containsEntry("band", null)
                .containsEntry("state", null);
        assertThat(lines(row)).hasSize(1);
    }

    @Test
    void the_open_backlog_is_exposed_and_weighted() {
        Histories both = real();
        for (Recorded recorded : Histories.worked().events()) {
            both.then(recorded.validAt().text(), recorded.event());
        }
        Row row = both.by("2024-10-30").ask(view).rows().getFirst();

        assertThat(row.figures())
                .containsEntry("exposure", List.of(new Amount("3000000000.00", "USD")))
                .containsEntry("exposureLow", List.of(new Amount("3000000000.00", "USD")))
                .containsEntry("exposureHigh", List.of(new Amount("3000000000.00", "USD")))
                .containsEntry("exposureUnknownLots", 0L)
                .containsEntry("weightedExposure", List.of(new Amount("2430000000.00", "USD")));
        assertThat(both.by("2024-11-18").ask(view).rows().getFirst().figures()).containsEntry("exposure", List.of());
    }

    @Test
    void obligations_that_a_delisting_would_set_off_stand_beside() {
        Histories history = real();

        assertThat(obligations(history, "2024-10-30"))
                .containsExactly(new Obligation(
                        "conv-2029", "convertible notes", new Amount("1725000000.00", "USD"), "HOLDER_PUT", false));
        assertThat(obligations(history, "2030-01-01")).isEmpty();
        history.then(
                "2025-03-01",
                new ObligationTriggered(
                        new ObligationId("conv-2029"),
                        SUPERMICRO,
                        LISTING,
                        new Trigger(Trigger.Cause.DELISTING, Trigger.Effect.HOLDER_PUT),
                        Money.parse("USD 1725000000.00")));
        assertThat(obligations(history, "2025-03-01"))
                .extracting(Obligation::triggered)
                .containsExactly(true);
    }

    @Test
    void a_notice_of_which_no_day_is_known_counts_no_deadline() {
        Row row = new Histories()
                .then("2020", listed())
                .then("2024-09", opened(ANNUAL, QUARTERLY))
                .by("2024-12-31")
                .ask(view)
                .rows()
                .getFirst();

        assertThat(row.figures()).containsEntry("index", 35).containsEntry("nextDeadline", null);
    }

    @Test
    void parties_stand_in_the_order_of_their_index_and_only_where_something_is_on_record() {
        Answer answer = real().then(
                        "2024-01-01", new RiskSignalRecorded(new PartyId("aaa"), Signal.PROBE, null, null, null))
                .then(
                        "2024-01-01",
                        new ObligationRecorded(
                                new ObligationId("loan"),
                                new PartyId("bbb"),
                                "loan",
                                Money.parse("USD 1.00"),
                                null,
                                List.of()))
                .by("2024-12-31")
                .ask(view);

        assertThat(answer.rows()).extracting(Row::key).containsExactly("supermicro", "aaa");
        assertThat(real().by("2024-12-31").ask(view, "party", "dell").rows()).isEmpty();
    }

    private static Event exception(Authority by) {
        return new ExceptionGranted(CASE, LISTING, SUPERMICRO, by, LocalDate.parse("2024-12-31"));
    }

    private int index(Histories history, String day) {
        return (int) history.by(day).ask(view).rows().getFirst().figures().get("index");
    }

    private List<String> points(Replay replay) {
        return lines(replay.ask(view).rows().getFirst()).stream()
                .map(line -> line.points().toPlainString())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Line> lines(Row row) {
        return (List<Line>) row.figures().get("lines");
    }

    @SuppressWarnings("unchecked")
    private List<Obligation> obligations(Histories history, String day) {
        return (List<Obligation>)
                history.by(day).ask(view).rows().getFirst().figures().get("obligations");
    }
}
