package io.rackledger.query.backlog;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.SECOND_LOT;
import static io.rackledger.query.fold.Histories.amended;
import static io.rackledger.query.fold.Histories.articles;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.money;
import static io.rackledger.query.fold.Histories.onlyRacks;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.shifted;
import static io.rackledger.query.fold.Histories.smci;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Allocation;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.LotId;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogTest {
    private final Backlog view = new Backlog();

    @Test
    void the_worked_history_leaves_two_lots_open() {
        Answer answer = worked().by("2025-02-01").ask(view);

        assertThat(answer.rows()).extracting(Row::key).containsExactly("ord-1:ord-1-dell", "ord-1:ord-1-dell-2");
        assertThat(answer.rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("vendor", "dell")
                .containsEntry("open", open(100, "750000000.00"))
                .containsEntry("openUnknown", false)
                .containsEntry("orderAgeDays", 227L)
                .containsEntry("lotAgeDays", 227L)
                .containsEntry("bucket", "181-365")
                .containsEntry(
                        "because", new Because(List.of("e0", "e1", "e4"), 3, "/api/ledger/events?tag=order:ord-1"));
        assertThat(answer.rows().getLast().figures())
                .containsEntry("open", open(350, "2625000000.00"))
                .containsEntry("orderAgeDays", 227L)
                .containsEntry("lotAgeDays", 75L)
                .containsEntry("bucket", "181-365");
    }

    @Test
    void the_worked_history_burns_down_by_june() {
        VendorBacklog dell = vendors(worked().by("2025-02-01").ask(view)).getFirst();

        assertThat(dell.vendor()).isEqualTo("dell");
        assertThat(dell.open()).isEqualTo(open(450, "3375000000.00"));
        assertThat(dell.coverage()).isEqualTo(new BigDecimal("1.000000"));
        assertThat(dell.burnRatePerDay().racks()).isEqualTo(new BigDecimal("3.333333"));
        assertThat(dell.burnRatePerDay().value()).isEqualTo(new Amount("25000000.000000", "USD"));
        assertThat(dell.etaDays()).isEqualTo(135L);
        assertThat(dell.etaOn()).isEqualTo(LocalDate.parse("2025-06-16"));
    }

    @Test
    void the_worked_history_has_a_book_to_bill_for_each_quarter() {
        List<VendorBacklog> vendors = vendors(worked().by("2025-02-01").ask(view));

        assertThat(vendors.getFirst().bookToBill())
                .containsExactly(
                        booked("2024-Q2", 6000, 0, 0, 0, 0, null),
                        booked("2024-Q3", 0, 0, 0, 0, 3000, "0.000000"),
                        booked("2024-Q4", 0, 3000, 0, 0, 2250, "1.333333"),
                        booked("2025-Q1", 0, 0, 0, 375, 0, null));
        assertThat(vendors.getLast().vendor()).isEqualTo("supermicro");
        assertThat(vendors.getLast().bookToBill())
                .containsExactly(
                        booked("2024-Q2", 6000, 0, 0, 0, 0, null),
                        booked("2024-Q3", 0, 0, 0, 0, 3000, "0.000000"),
                        booked("2024-Q4", 0, 0, 3000, 0, 0, null));
        assertThat(vendors.getLast().etaDays()).isNull();
        assertThat(vendors.getLast().coverage()).isNull();
    }

    @Test
    void what_an_amendment_adds_is_booked_and_what_it_takes_away_is_not_any_more() {
        VendorBacklog dell = vendors(worked().then("2025-02-15", amended(DELL_LOT, DELL, racks(900)))
                        .then("2025-02-16", amended(SECOND_LOT, DELL, racks(380)))
                        .by("2025-02-20")
                        .ask(view))
                .getFirst();

        assertThat(dell.open()).isEqualTo(open(530, "3975000000.00"));
        assertThat(dell.bookToBill().getLast()).isEqualTo(booked("2025-Q1", 750, 0, 0, 525, 0, null));
    }

    @Test
    void what_is_open_in_an_unknown_amount_is_said_to_be_unknown() {
        Answer answer = articles().by("2024-12-01").ask(view);

        assertThat(answer.rows()).extracting(Row::key).containsExactly("ord-1:ord-1-dell", "ord-1:ord-1-dell-2");
        assertThat(answer.rows().getLast().figures())
                .containsEntry("open", new Quantities(null, null, null, null, null))
                .containsEntry("openUnknown", true)
                .containsEntry("lotAgeDays", null)
                .containsEntry("lotAgeDaysLow", 1L)
                .containsEntry("lotAgeDaysHigh", 30L)
                .containsEntry("orderAgeDays", 165L);
        assertThat(vendors(answer).getFirst().coverage()).isEqualTo(new BigDecimal("0.000000"));
        assertThat(vendors(answer).getFirst().open().racks()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-09-17, 0-90",
        "2024-09-18, 91-180",
        "2024-12-16, 91-180",
        "2024-12-17, 181-365",
        "2025-06-19, 181-365",
        "2025-06-20, >365",
    })
    void buckets_go_by_the_age_of_the_order(String day, String bucket) {
        assertThat(worked().by(day).ask(view, "vendor", "dell").rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.figures()).containsEntry("bucket", bucket));
    }

    @Test
    void an_age_whose_bounds_lie_in_two_buckets_has_none() {
        Answer answer = new Histories()
                .then("2024", placed(null, dell(racks(1))))
                .by("2024-12-31")
                .ask(view);

        assertThat(answer.rows().getFirst().figures())
                .containsEntry("orderAgeDays", null)
                .containsEntry("orderAgeDaysLow", 0L)
                .containsEntry("orderAgeDaysHigh", 365L)
                .containsEntry("bucket", null);
    }

    @ParameterizedTest
    @CsvSource({"2024-10-02, 0.000000", "2024-10-03, 1.000000", "2024-12-31, 1.000000", "2024-10, ", "2024-11, 1.000000"
    })
    void the_rate_counts_ninety_days_with_the_day_itself(String deliveredOn, String rate) {
        Answer answer = new Histories()
                .then("2024-06-19", placed(null, dell(onlyRacks(200))))
                .then(deliveredOn, delivered("d-1", DELL_LOT, DELL, onlyRacks(90)))
                .by("2024-12-31")
                .ask(view);

        assertThat(vendors(answer).getFirst().burnRatePerDay().racks())
                .isEqualTo(rate == null ? null : new BigDecimal(rate));
    }

    @Test
    void the_rate_is_told_by_the_first_measure_that_is_known() {
        Answer answer = new Histories()
                .then("2024-06-19", placed(null, dell(money("USD 100.00"))))
                .then("2024-12-30", delivered("d-1", DELL_LOT, DELL, money("USD 30.00")))
                .by("2024-12-31")
                .ask(view);

        assertThat(vendors(answer).getFirst().open().value()).isEqualTo(new Amount("70.00", "USD"));
        assertThat(vendors(answer).getFirst().etaDays()).isEqualTo(210L);
    }

    @Test
    void currencies_are_never_added() {
        Answer answer = worked().then(
                        "2024-07-01",
                        new ServerOrderPlaced(
                                new OrderId("ord-2"),
                                new PartyId("tesla"),
                                null,
                                null,
                                List.of(new Allocation(new LotId("euros"), DELL, money("EUR 10.00")))))
                .by("2025-02-01")
                .ask(view, "vendor", "dell");
        VendorBacklog dell = vendors(answer).getFirst();

        assertThat(dell.open().value()).isNull();
        assertThat(dell.bookToBill()).isEmpty();
        assertThat(dell.byCurrency())
                .extracting(VendorBacklog.InCurrency::open)
                .containsExactly(new Amount("10.00", "EUR"), new Amount("3375000000.00", "USD"));
    }

    @Test
    void a_delivery_of_an_unknown_time_makes_rate_and_ratio_unknown() {
        VendorBacklog dell = vendors(worked().then(null, delivered("d-4", DELL_LOT, DELL, racks(10)))
                        .by("2025-02-01")
                        .ask(view))
                .getFirst();

        assertThat(dell.burnRatePerDay().racks()).isNull();
        assertThat(dell.etaDays()).isNull();
        assertThat(dell.bookToBill()).extracting(BookToBill::ratio).containsOnlyNulls();
    }

    @Test
    void a_delivery_of_which_only_the_year_is_known_makes_the_ratio_of_its_quarters_unknown() {
        VendorBacklog dell = vendors(worked().then("2024", delivered("d-4", DELL_LOT, DELL, racks(10)))
                        .by("2025-02-01")
                        .ask(view))
                .getFirst();

        assertThat(dell.bookToBill())
                .filteredOn(quarter -> quarter.quarter().startsWith("2024"))
                .hasSize(3)
                .allSatisfy(quarter -> {
                    assertThat(quarter.delivered()).isNull();
                    assertThat(quarter.ratio()).isNull();
                });
        assertThat(dell.bookToBill().getLast().delivered()).isEqualTo(millions(0));
    }

    @Test
    void a_delivery_that_may_have_come_leaves_bounds_of_what_is_open() {
        Answer answer = new Histories()
                .then("2024-06-19", placed(null, dell(racks(800))))
                .then("2024-Q4", delivered("d-1", DELL_LOT, DELL, racks(400)))
                .by("2024-11-15")
                .ask(view);
        VendorBacklog dell = vendors(answer).getFirst();

        assertThat(answer.rows().getFirst().figures())
                .containsEntry("open", new Quantities(null, null, null, null, null))
                .containsEntry("openLow", atLeast(400, "3000000000.00"))
                .containsEntry("openHigh", open(800, "6000000000.00"))
                .containsEntry("openUnknown", true);
        assertThat(dell.open().racks()).isNull();
        assertThat(dell.openAtLeast().racks()).isEqualTo(400);
        assertThat(dell.openAtMost().racks()).isEqualTo(800);
        assertThat(dell.coverage()).isEqualTo(new BigDecimal("0.000000"));
        assertThat(dell.burnRatePerDay().racks()).isNull();
        assertThat(dell.etaDays()).isNull();
        assertThat(dell.bookToBill().getLast().delivered()).isNull();
    }

    @Test
    void a_lot_that_a_shift_may_have_made_may_be_open() {
        Answer answer = new Histories()
                .then("2024-06-19", placed(null, smci(racks(800))))
                .then("2024-11", shifted(true, racks(800)))
                .by("2024-11-15")
                .ask(view);

        assertThat(answer.rows()).extracting(Row::key).containsExactly("ord-1:ord-1-dell-2", "ord-1:ord-1-smci");
        assertThat(answer.rows()).allSatisfy(row -> {
            assertThat(((Quantities) row.figures().get("openLow")).racks()).isZero();
            assertThat(row.figures()).containsEntry("openHigh", open(800, "6000000000.00"));
        });
    }

    @Test
    void what_a_vendor_discloses_stands_beside_its_orders_and_is_never_mixed_with_them() {
        Histories history = worked().then("2024-08-29", backlog("FY2025-Q2", "USD 3800000000.00"))
                .then("2024-11-26", backlog("FY2025-Q3", "USD 4500000000.00"))
                .then("2025-02-27", backlog("FY2025", "USD 9000000000.00"));
        Answer answer = history.by("2025-02-01").ask(view);
        DisclosedBacklog dell = disclosed(answer).getFirst();

        assertThat(disclosed(answer)).hasSize(1);
        assertThat(dell.vendor()).isEqualTo("dell");
        assertThat(dell.latest())
                .isEqualTo(new DisclosedBacklog.Told(
                        "FY2025-Q3",
                        new Amount("4500000000.00", "USD"),
                        null,
                        null,
                        "2024-11-26",
                        "YES",
                        "CONFIRMED",
                        "source",
                        "e7"));
        assertThat(dell.series())
                .extracting(DisclosedBacklog.Told::fiscalPeriod)
                .containsExactly("FY2025-Q2", "FY2025-Q3");
        assertThat(vendors(answer).getFirst().open()).isEqualTo(open(450, "3375000000.00"));
        assertThat(disclosed(history.by("2025-02-27").ask(view))
                        .getFirst()
                        .latest()
                        .fiscalPeriod())
                .isEqualTo("FY2025");
        assertThat(disclosed(history.by("2025-02-01").ask(view, "vendor", "supermicro")))
                .isEmpty();
        assertThat(disclosed(history.by("2025-02-01").ask(view, "order", "ord-2")))
                .isEmpty();
    }

    @Test
    void an_outlook_on_a_backlog_is_no_figure_of_it() {
        MoneyRange range = new MoneyRange(Money.parse("USD 1.00"), null);
        Answer answer = new Histories()
                .then(
                        "2024-11",
                        new DisclosureRecorded(DELL, Metric.BACKLOG, new FiscalPeriod("FY2025"), null, range, null))
                .by("2024-11-15")
                .ask(view);

        assertThat(disclosed(answer).getFirst().latest()).isNull();
        assertThat(disclosed(answer).getFirst().series().getFirst().low()).isEqualTo(new Amount("1.00", "USD"));
        assertThat(disclosed(answer).getFirst().series().getFirst().standing()).isEqualTo("POSSIBLE");
    }

    private static DisclosureRecorded backlog(String period, String money) {
        return new DisclosureRecorded(DELL, Metric.BACKLOG, new FiscalPeriod(period), Money.parse(money), null, null);
    }

    @SuppressWarnings("unchecked")
    private static List<DisclosedBacklog> disclosed(Answer answer) {
        return (List<DisclosedBacklog>) answer.totals().figures().get("disclosed");
    }

    @Test
    void a_question_is_narrowed() {
        assertThat(worked().by("2025-02-01").ask(view, "vendor", "supermicro").rows())
                .isEmpty();
        assertThat(worked().by("2025-02-01").ask(view, "order", "ord-2").rows()).isEmpty();
        assertThat(worked().by("2025-02-01").ask(view, "buyer", "tesla").rows()).isEmpty();
        assertThat(articles()
                        .by("2025-02-01")
                        .ask(view, "programme", "ai-factory")
                        .rows())
                .hasSize(2);
    }

    /** A lower bound also in what nobody states. */
    private static Quantities atLeast(long racks, String value) {
        return new Quantities(racks, 0L, racks * 64, BigDecimal.ZERO, new Amount(value, "USD"));
    }

    private static Quantities open(long racks, String value) {
        return new Quantities(racks, null, racks * 64, null, new Amount(value, "USD"));
    }

    private static BookToBill booked(
            String quarter, long ordered, long in, long out, long cancelled, long delivered, String ratio) {
        return new BookToBill(
                quarter,
                millions(ordered),
                millions(in),
                millions(out),
                millions(cancelled),
                millions(delivered),
                ratio == null ? null : new BigDecimal(ratio));
    }

    private static Amount millions(long millions) {
        return new Amount(millions == 0 ? "0" : millions + "000000.00", "USD");
    }

    @SuppressWarnings("unchecked")
    private static List<VendorBacklog> vendors(Answer answer) {
        return (List<VendorBacklog>) answer.totals().figures().get("vendors");
    }
}
