package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.FIRST_QUARTER;
import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.added;
import static io.rackledger.command.listing.Listings.cured;
import static io.rackledger.command.listing.Listings.delisted;
import static io.rackledger.command.listing.Listings.filed;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.time;

import io.rackledger.command.decision.DeciderFixture;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CureDeficiencyTest {
    private static CureDeficiency.Body curing(@Nullable String on) {
        return new CureDeficiency.Body(CASE, time(on));
    }

    private static DeciderFixture<CureDeficiency.Body, CaseOnRecord> notified() {
        return DeciderFixture.of(new CureDeficiency()).given("2024-09-17", opened(ANNUAL));
    }

    @Test
    void reports_filed_on_the_day_cure() {
        notified()
                .given("2024-11-19", added(FIRST_QUARTER))
                .given("2025-02-25", filed(ANNUAL))
                .given("2025-02-25", filed(FIRST_QUARTER))
                .when(curing("2025-02-25"))
                .then(cured());
    }

    @Test
    void a_report_that_is_not_on_file_is_outstanding_in_both_modes() {
        notified().when(curing("2025-02-25")).thenRefused("reports-outstanding");
        notified()
                .given("2024-11-19", added(FIRST_QUARTER))
                .given("2025-02-25", filed(ANNUAL))
                .whenObserved(curing("2025-02-25"))
                .thenRefused("reports-outstanding");
    }

    @Test
    void another_form_or_period_does_not_count() {
        notified()
                .given("2025-02-25", filed("NT 10-K", ANNUAL.periodEnd()))
                .given("2025-02-25", filed("10-Q", ANNUAL.periodEnd()))
                .given("2025-02-25", filed("10-K", LocalDate.of(2023, 6, 30)))
                .given("2025-02-25", filed("8-K", null))
                .when(curing("2025-02-25"))
                .thenRefused("reports-outstanding");
    }

    @Test
    void a_report_filed_later_is_outstanding_and_one_of_the_same_month_may_be() {
        notified().given("2025-02-26", filed(ANNUAL)).when(curing("2025-02-25")).thenRefused("reports-outstanding");
        notified()
                .given("2025-02", filed(ANNUAL))
                .when(curing("2025-02-25"))
                .thenFlagged("reports-outstanding", true, cured());
        notified()
                .given(null, filed(ANNUAL))
                .when(curing("2025-02-25"))
                .thenFlagged("reports-outstanding", true, cured());
        notified()
                .given("2025-02-25", filed(ANNUAL))
                .whenObserved(curing(null))
                .thenFlagged("reports-outstanding", true, cured());
    }

    @Test
    void of_two_filings_of_a_report_the_earlier_counts() {
        notified()
                .given("2025-02-20", filed(ANNUAL))
                .given("2025-03-20", filed(ANNUAL))
                .when(curing("2025-02-25"))
                .then(cured());
    }

    @Test
    void a_case_without_reports_is_cured_by_the_venue_s_word() {
        DeciderFixture.of(new CureDeficiency())
                .given("2024-09-17", opened(CASE, SMCI, "5450(a)(1)"))
                .when(curing("2025-02-25"))
                .then(cured());
    }

    @Test
    void a_closed_case_is_not_cured() {
        notified()
                .given("2025-02-25", filed(ANNUAL))
                .given("2025-02-25", cured())
                .when(curing("2025-02-25"))
                .thenRefused("wrong-state");
        notified()
                .given("2025-02-25", filed(ANNUAL))
                .given("2025-02-25", delisted())
                .whenObserved(curing("2025-02-25"))
                .thenRefused("wrong-state");
    }
}
