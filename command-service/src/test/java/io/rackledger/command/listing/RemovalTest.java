package io.rackledger.command.listing;

import static io.rackledger.command.listing.Listings.ANNUAL;
import static io.rackledger.command.listing.Listings.CASE;
import static io.rackledger.command.listing.Listings.FILING_RULE;
import static io.rackledger.command.listing.Listings.SMCI;
import static io.rackledger.command.listing.Listings.SUPERMICRO;
import static io.rackledger.command.listing.Listings.cured;
import static io.rackledger.command.listing.Listings.delisted;
import static io.rackledger.command.listing.Listings.determined;
import static io.rackledger.command.listing.Listings.granted;
import static io.rackledger.command.listing.Listings.listed;
import static io.rackledger.command.listing.Listings.opened;
import static io.rackledger.command.listing.Listings.suspended;
import static io.rackledger.command.listing.Listings.time;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Authority;
import io.rackledger.events.CaseId;
import io.rackledger.events.ListingId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.PartyId;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Trigger;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** SuspendTrading and DelistSecurity. */
class RemovalTest {
    private static final SuspendTrading.Body SUSPENDING = new SuspendTrading.Body(SMCI, CASE, time("2025-03-10"));
    private static final DelistSecurity.Body DELISTING = new DelistSecurity.Body(SMCI, CASE, time("2025-04-10"));
    private static final Money PRINCIPAL = Money.parse("USD 1725000000.00");
    private static final Trigger PUT = new Trigger(Trigger.Cause.DELISTING, Trigger.Effect.HOLDER_PUT);
    private static final Trigger ACCELERATION = new Trigger(Trigger.Cause.DELISTING, Trigger.Effect.ACCELERATION);

    private static ObligationRecorded owed(String obligation, PartyId party, Trigger... triggers) {
        return new ObligationRecorded(
                new ObligationId(obligation), party, "convertible notes", PRINCIPAL, null, List.of(triggers));
    }

    private static ObligationTriggered triggered(String obligation, Trigger trigger) {
        return new ObligationTriggered(new ObligationId(obligation), SUPERMICRO, SMCI, trigger, PRINCIPAL);
    }

    private static DeciderFixture<SuspendTrading.Body, Removal> suspending() {
        return DeciderFixture.of(new SuspendTrading())
                .given("2020-01", listed())
                .given("2024-09-17", opened(ANNUAL));
    }

    private static DeciderFixture<DelistSecurity.Body, Removal> delisting() {
        return DeciderFixture.of(new DelistSecurity())
                .given("2020-01", listed())
                .given("2024-09-17", opened(ANNUAL));
    }

    @Test
    void a_determination_is_a_basis() {
        suspending().given("2025-03-01", determined()).when(SUSPENDING).then(suspended());
        delisting().given("2025-03-01", determined()).when(DELISTING).then(delisted());
    }

    @Test
    void a_decision_of_the_panel_is_a_basis_and_one_of_the_staff_is_none() {
        suspending()
                .given("2025-03-01", granted(Authority.PANEL, "2025-05-01"))
                .when(SUSPENDING)
                .then(suspended());
        suspending()
                .given("2025-03-01", granted(Authority.STAFF, "2025-05-01"))
                .when(SUSPENDING)
                .thenRefused("no-basis");
    }

    @Test
    void without_a_decision_there_is_no_basis_in_either_mode() {
        suspending().when(SUSPENDING).thenRefused("no-basis");
        delisting().whenObserved(DELISTING).thenRefused("no-basis");
    }

    @Test
    void a_cured_case_is_no_basis_any_more() {
        suspending()
                .given("2025-03-01", determined())
                .given("2025-03-05", cured())
                .when(SUSPENDING)
                .thenRefused("no-basis");
    }

    @Test
    void a_cured_case_stays_cured_when_another_one_suspends_trading() {
        delisting()
                .given("2025-03-01", determined())
                .given("2025-03-05", cured())
                .given("2025-03-10", new TradingSuspended(SMCI, new CaseId("smci-2025"), SUPERMICRO))
                .when(DELISTING)
                .thenRefused("no-basis");
    }

    @Test
    void a_case_of_another_listing_is_no_basis() {
        DeciderFixture.of(new SuspendTrading())
                .given("2020-01", listed())
                .given("2024-09-17", opened(CASE, new ListingId("other"), FILING_RULE, ANNUAL))
                .given("2025-03-01", determined())
                .when(SUSPENDING)
                .thenRefused("no-basis");
    }

    @Test
    void trading_is_suspended_once_and_a_security_delisted_once() {
        suspending()
                .given("2025-03-01", determined())
                .given("2025-03-10", suspended())
                .when(SUSPENDING)
                .thenRefused("wrong-state");
        suspending()
                .given("2025-03-01", determined())
                .given("2025-03-10", delisted())
                .when(SUSPENDING)
                .thenRefused("wrong-state");
        delisting()
                .given("2025-03-01", determined())
                .given("2025-03-10", delisted())
                .whenObserved(DELISTING)
                .thenRefused("wrong-state");
    }

    @Test
    void what_is_suspended_may_be_delisted() {
        delisting()
                .given("2025-03-01", determined())
                .given("2025-03-10", suspended())
                .when(DELISTING)
                .then(delisted());
    }

    @Test
    void a_case_that_ended_in_a_delisting_is_no_basis_once_the_security_is_listed_again() {
        delisting()
                .given("2025-03-01", determined())
                .given("2025-04-10", delisted())
                .given("2027", listed())
                .when(DELISTING)
                .thenRefused("no-basis");
    }

    @Test
    void every_trigger_of_every_obligation_is_met_in_the_same_commit() {
        delisting()
                .given("2025-03-01", determined())
                .given("2024-02", owed("conv-2029", SUPERMICRO, PUT, ACCELERATION))
                .given("2025-02", owed("conv-2028", SUPERMICRO, PUT))
                .given("2025-02", owed("loan", SUPERMICRO))
                .elsewhere("2024-02", owed("theirs", new PartyId("other"), PUT))
                .when(DELISTING)
                .then(
                        delisted(),
                        triggered("conv-2029", PUT),
                        triggered("conv-2029", ACCELERATION),
                        triggered("conv-2028", PUT));
        suspending()
                .given("2025-03-01", determined())
                .given("2024-02", owed("conv-2029", SUPERMICRO, PUT))
                .when(SUSPENDING)
                .then(suspended(), triggered("conv-2029", PUT));
    }

    @Test
    void a_trigger_is_met_once() {
        delisting()
                .given("2025-03-01", determined())
                .given("2024-02", owed("conv-2029", SUPERMICRO, PUT, ACCELERATION))
                .given("2025-03-10", suspended())
                .given("2025-03-10", triggered("conv-2029", PUT))
                .when(DELISTING)
                .then(delisted(), triggered("conv-2029", ACCELERATION));
    }

    @Test
    void listing_and_case_are_on_record() {
        DeciderFixture.of(new SuspendTrading()).when(SUSPENDING).thenRefused("unknown-listing");
        DeciderFixture.of(new DelistSecurity())
                .given("2020-01", listed())
                .when(DELISTING)
                .thenRefused("unknown-case");
    }
}
