package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.filed;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.time;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilingTest {
    private static final LocalDate JUNE_30 = LocalDate.of(2024, 6, 30);

    private static RecordFiling.Body filing(String form, @Nullable LocalDate periodEnd) {
        return new RecordFiling.Body(SMCI, form, periodEnd, time("2024-08-30"));
    }

    private static DeciderFixture<RecordFiling.Body, RecordFiling.State> fixture() {
        return DeciderFixture.of(new RecordFiling()).given("2020-01", listed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10-K", "10-Q", "NT 10-K", "NT 10-Q"})
    void a_form_about_a_period_is_recorded_with_it(String form) {
        fixture().when(filing(form, JUNE_30)).then(filed(form, JUNE_30));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filing(form, null))
                .withMessageContaining("periodEnd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8-K", "8-K 3.01"})
    void a_current_report_has_no_period(String form) {
        fixture().when(filing(form, null)).then(filed(form, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10-X", "10-k", "10-K/A", "8-K 3", ""})
    void an_unknown_form_is_refused_in_both_modes(String form) {
        fixture().when(filing(form, JUNE_30)).thenRefused("unknown-form");
        fixture().whenObserved(filing(form, null)).thenRefused("unknown-form");
    }

    @Test
    void the_listing_is_on_record() {
        DeciderFixture.of(new RecordFiling()).when(filing("10-K", JUNE_30)).thenRefused("unknown-listing");
    }
}
