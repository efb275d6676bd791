package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.cured;
import static io.rackledger.command.listing.Listings.delisted;
import static io.rackledger.command.listing.Listings.determined;
import static io.rackledger.command.listing.Listings.granted;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.planned;
import static io.rackledger.command.listing.Listings.time;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Authority;
import org.junit.jupiter.api.Test;

class DetermineDelistingTest {
    private static final DetermineDelisting.Body DETERMINING = new DetermineDelisting.Body(CASE, time("2025-03-01"));

    private static DeciderFixture<DetermineDelisting.Body, CaseOnRecord> notified() {
        return DeciderFixture.of(new DetermineDelisting()).given("2024-09-17", opened(ANNUAL));
    }

    @Test
    void any_open_case_may_end_in_a_determination() {
        notified().when(DETERMINING).then(determined());
        notified().given("2024-11-18", planned()).when(DETERMINING).then(determined());
        notified()
                .given("2024-12-06", granted(Authority.STAFF, "2025-02-25"))
                .whenObserved(DETERMINING)
                .then(determined());
    }

    @Test
    void a_closed_case_may_not_in_either_mode() {
        notified().given("2025-02-25", cured()).when(DETERMINING).thenRefused("wrong-state");
        notified().given("2025-02-25", delisted()).whenObserved(DETERMINING).thenRefused("wrong-state");
    }

    @Test
    void the_case_is_on_record() {
        DeciderFixture.of(new DetermineDelisting()).when(DETERMINING).thenRefused("unknown-case");
    }
}
