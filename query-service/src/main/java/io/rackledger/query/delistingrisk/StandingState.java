package io.rackledger.query.delistingrisk;

import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.ListingId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.PartyId;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.Recorded;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Signal;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** How a party stands with the venues that list it. Immutable. */
public record StandingState(
        PartyId party,
        List<ListingState> listings,
        List<CaseFile> cases,
        List<Seen> signals,
        List<Owed> obligations,
        List<ObligationId> triggered) {
    /** A signal that was seen. */
    record Seen(
            Signal signal,
            @Nullable BigDecimal percent,
            @Nullable PriceBasis basis,
            Dated on) {}

    /** An obligation, and what would make it due sooner. */
    record Owed(
            ObligationId obligation,
            String instrument,
            Money principal,
            @Nullable ValidTime maturity,
            List<Trigger> triggers,
            String event) {
        Owed {
            triggers = List.copyOf(triggers);
        }
    }

    public StandingState {
        listings = List.copyOf(listings);
        cases = List.copyOf(cases);
        signals = List.copyOf(signals);
        obligations = List.copyOf(obligations);
        triggered = List.copyOf(triggered);
    }

    static StandingState of(PartyId party) {
        return new StandingState(party, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    StandingState after(Recorded recorded) {
        Event event = recorded.event();
        Dated on = Dated.of(recorded);
        return switch (event) {
            case SecurityListed e -> relisted().with(e.listing(), listing -> listing.listed(e, on));
            case FilingRecorded e ->
                with(e.listing(), listing -> listing.with(new ListingState.Filed(e.form(), e.periodEnd(), on)));
            case ComplianceCaseOpened e -> with(e.caseId(), e.listing(), event, on);
            case DelinquencyAdded e -> with(e.caseId(), e.listing(), event, on);
            case CompliancePlanSubmitted e -> with(e.caseId(), e.listing(), event, on);
            case ExceptionGranted e -> with(e.caseId(), e.listing(), event, on);
            case DeficiencyCured e -> with(e.caseId(), e.listing(), event, on);
            case DelistingDetermined e -> with(e.caseId(), e.listing(), event, on);
            case HearingRequested e -> with(e.caseId(), e.listing(), event, on);
            case TradingSuspended e -> with(e.caseId(), e.listing(), event, on);
            case SecurityDelisted e -> with(e.caseId(), e.listing(), event, on);
            case RiskSignalRecorded e ->
                new StandingState(
                        party,
                        listings,
                        cases,
                        and(signals, new Seen(e.signal(), e.percent(), e.basis(), on)),
                        obligations,
                        triggered);
            case ObligationRecorded e ->
                new StandingState(
                        party,
                        listings,
                        cases,
                        signals,
                        and(
                                obligations,
                                new Owed(
                                        e.obligation(),
                                        e.instrument(),
                                        e.principal(),
                                        e.maturity(),
                                        e.triggers(),
                                        on.event())),
                        triggered);
            case ObligationTriggered e ->
                new StandingState(party, listings, cases, signals, obligations, and(triggered, e.obligation()));
            default -> this;
        };
    }

    private StandingState relisted() {
        return new StandingState(
                party, listings, cases.stream().map(CaseFile::listedAgain).toList(), signals, obligations, triggered);
    }

    private StandingState with(ListingId id, UnaryOperator<ListingState> change) {
        return new StandingState(
                party,
                changed(listings, listing -> listing.listing().equals(id), ListingState.named(id), change),
                cases,
                signals,
                obligations,
                triggered);
    }

    private StandingState with(CaseId id, ListingId listing, Event event, Dated on) {
        return new StandingState(
                party,
                listings,
                changed(
                        cases,
                        file -> file.caseId().equals(id),
                        CaseFile.named(id, listing),
                        file -> file.after(event, on)),
                signals,
                obligations,
                triggered);
    }

    /** The list with the one that fits changed, or with a new one that is changed at once. */
    private static <T> List<T> changed(List<T> all, Predicate<T> which, T fresh, UnaryOperator<T> change) {
        List<T> after = new ArrayList<>(all);
        if (all.stream().noneMatch(which)) {
            after.add(fresh);
        }
        after.replaceAll(each -> which.test(each) ? change.apply(each) : each);
        return after;
    }

    private static <T> List<T> and(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    /** Whether a listing is on record. */
    boolean isListed() {
        return listings.stream().anyMatch(listing -> listing.terms() != null);
    }
}
