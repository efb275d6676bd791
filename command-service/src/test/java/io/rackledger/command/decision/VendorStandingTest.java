package io.rackledger.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.CaseId;
import io.rackledger.events.Event;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.ListingId;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.time.MonthDay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VendorStandingTest {
    private static final PartyId VENDOR = new PartyId("supermicro");
    private static final ListingId LISTING = new ListingId("first");
    private static final CaseId CASE = new CaseId("case");
    private static final TradingSuspended SUSPENDED = new TradingSuspended(LISTING, CASE, VENDOR);
    private static final SecurityDelisted DELISTED = new SecurityDelisted(LISTING, CASE, VENDOR);

    private VendorStanding standing = VendorStanding.NONE;
    private long position;

    @Test
    void who_is_not_listed_is_not_blocked() {
        assertThat(at("2024")).isEqualTo(Truth.NO);
        assertThat(at(null)).isEqualTo(Truth.NO);
    }

    @Test
    void a_vendor_is_blocked_from_its_suspension_on() {
        given("2007", listed("first"));
        given("2018-08-23", SUSPENDED);
        assertThat(at("2018-08-22")).isEqualTo(Truth.NO);
        assertThat(at("2018-08-23")).isEqualTo(Truth.YES);
        assertThat(at("2018-08")).isEqualTo(Truth.POSSIBLE);
        assertThat(at("2019")).isEqualTo(Truth.YES);
        assertThat(at(null)).isEqualTo(Truth.POSSIBLE);
    }

    @Test
    void a_vendor_that_is_listed_again_is_not_blocked_any_more() {
        given(null, listed("first"));
        given("2018-08-23", SUSPENDED);
        given("2019-03", DELISTED);
        given("2020-01-14", listed("second"));
        assertThat(at("2019-12-31")).isEqualTo(Truth.YES);
        assertThat(at("2020-01")).isEqualTo(Truth.POSSIBLE);
        assertThat(at("2020-01-14")).isEqualTo(Truth.NO);
        given("2024-11-18", new TradingSuspended(new ListingId("second"), CASE, VENDOR));
        assertThat(at("2024-11-17")).isEqualTo(Truth.NO);
        assertThat(at("2024-11-19")).isEqualTo(Truth.YES);
    }

    @Test
    void of_the_same_day_the_last_on_record_holds() {
        given("2020-01-14", DELISTED);
        given("2020-01-14", listed("second"));
        assertThat(at("2020-01-14")).isEqualTo(Truth.NO);
        given("2020-01-14", new TradingSuspended(new ListingId("second"), CASE, VENDOR));
        assertThat(at("2020-01-14")).isEqualTo(Truth.YES);
    }

    @Test
    void an_unknown_time_leaves_it_open() {
        given("2007", listed("first"));
        given(null, DELISTED);
        assertThat(at("2024")).isEqualTo(Truth.POSSIBLE);
    }

    @Test
    void what_happened_to_others_does_not_count() {
        given("2018", new SecurityDelisted(LISTING, CASE, new PartyId("other")));
        assertThat(at("2024")).isEqualTo(Truth.NO);
    }

    private Truth at(@Nullable String time) {
        return standing.blocked(VENDOR, time == null ? null : ValidTime.parse(time));
    }

    private void given(@Nullable String time, Event event) {
        standing = standing.after(new Recorded(
                position++,
                "event-" + position,
                Instant.EPOCH,
                time == null ? null : ValidTime.parse(time),
                Mode.DECIDED,
                null,
                "test",
                "command",
                null,
                event));
    }

    private static SecurityListed listed(String listing) {
        return new SecurityListed(
                new ListingId(listing),
                VENDOR,
                "SMCI",
                "XNAS",
                "GLOBAL_SELECT",
                MonthDay.of(6, 30),
                FilerStatus.LARGE_ACCELERATED);
    }
}
