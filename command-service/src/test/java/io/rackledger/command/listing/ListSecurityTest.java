package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.SUPERMICRO;
import static io.rackledger.command.listing.Listings.delisted;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.party;
import static io.rackledger.command.listing.Listings.time;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.ListingId;
import java.time.MonthDay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListSecurityTest {
    private static final ListingId OLD = new ListingId("smci-old");

    private static ListSecurity.Body listing(String ticker, String mic, @Nullable String listedOn) {
        return new ListSecurity.Body(
                SMCI,
                SUPERMICRO,
                ticker,
                mic,
                "GLOBAL_SELECT",
                MonthDay.of(6, 30),
                FilerStatus.LARGE_ACCELERATED,
                time(listedOn));
    }

    private static ListSecurity.Body listing(@Nullable String listedOn) {
        return listing("SMCI", "XNAS", listedOn);
    }

    private static DeciderFixture<ListSecurity.Body, ListSecurity.State> fixture() {
        return DeciderFixture.of(new ListSecurity()).given(null, party());
    }

    @Test
    void a_security_is_listed() {
        fixture().when(listing("2020-01")).then(listed());
    }

    @Test
    void one_security_has_one_active_listing_in_both_modes() {
        fixture()
                .given("2007", listed(OLD, "SMCI", "XNAS"))
                .when(listing("2020-01"))
                .thenRefused("listing-active");
        fixture()
                .given("2007", listed(OLD, "SMCI", "XNAS"))
                .whenObserved(listing(null))
                .thenRefused("listing-active");
    }

    @Test
    void the_same_ticker_at_another_venue_is_another_security() {
        fixture()
                .elsewhere("2007", listed(OLD, "SMCI", "XNYS"))
                .when(listing("2020-01"))
                .then(listed());
    }

    @Test
    void a_delisted_security_is_listed_again_under_another_id() {
        fixture()
                .given("2007", listed(OLD, "SMCI", "XNAS"))
                .given("2018-08-23", delisted(OLD))
                .when(listing("2020-01"))
                .then(listed());
    }

    @Test
    void a_delisted_security_is_listed_again_under_its_id() {
        fixture()
                .given("2007", listed())
                .given("2018-08-23", delisted())
                .when(listing("2020-01"))
                .then(listed());
        fixture()
                .given("2007", listed())
                .given("2018-08-23", delisted())
                .given("2020-01", listed())
                .when(listing("2021"))
                .thenRefused("listing-exists");
    }

    @Test
    void a_listing_in_use_is_not_made_again() {
        fixture()
                .given("2007", listed())
                .when(listing("AMD", "XNAS", "2020-01"))
                .thenRefused("listing-exists");
        fixture().given("2007", listed()).whenObserved(listing("2020-01")).thenRefused("listing-exists");
    }

    @Test
    void a_listing_before_the_delisting_would_be_a_second_one() {
        fixture()
                .given("2007", listed(OLD, "SMCI", "XNAS"))
                .given("2018-08-23", delisted(OLD))
                .when(listing("2017"))
                .thenRefused("listing-active");
        fixture()
                .given("2007", listed(OLD, "SMCI", "XNAS"))
                .given("2018-08-23", delisted(OLD))
                .when(listing("2018"))
                .thenFlagged("listing-active", true, listed());
        fixture()
                .given("2007", listed(OLD, "SMCI", "XNAS"))
                .given(null, delisted(OLD))
                .when(listing("2020-01"))
                .thenFlagged("listing-active", true, listed());
    }

    @Test
    void the_party_is_on_record() {
        DeciderFixture.of(new ListSecurity()).when(listing("2020-01")).thenRefused("unknown-party");
    }

    @Test
    void venue_and_ticker_are_written_as_the_exchanges_write_them() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listing("SMCI", "NASDAQ", null))
                .withMessageContaining("mic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listing("smci", "XNAS", null))
                .withMessageContaining("ticker");
    }
}
