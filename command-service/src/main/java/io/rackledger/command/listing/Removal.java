package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.ListingId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Tag;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a suspension or delisting depends on, and what it sets off: the listing, the case that it rests on, and the
 * obligations of the party. Immutable.
 *
 * @param party       whose listing it is; null before it is listed
 * @param isSuspended since it was last listed
 * @param isDelisted  since it was last listed
 * @param met         triggers that were met already, which happens once
 */
record Removal(
        CaseOnRecord basis,
        @Nullable PartyId party,
        boolean isSuspended,
        boolean isDelisted,
        List<ObligationRecorded> obligations,
        Set<Met> met) {
    /** A trigger of an obligation. */
    record Met(ObligationId obligation, Trigger trigger) {}

    static final Removal NONE = new Removal(CaseOnRecord.NONE, null, false, false, List.of(), Set.of());

    Removal {
        obligations = List.copyOf(obligations);
        met = Set.copyOf(met);
    }

    /** The listing and the case; then, when the party is known, its obligations. */
    Boundary boundary(ListingId listing, CaseId caseId) {
        Boundary known = Boundary.of(
                        Tag.of(listing), SecurityListed.class, TradingSuspended.class, SecurityDelisted.class)
                .or(Boundary.of(
                        Tag.of(caseId),
                        ComplianceCaseOpened.class,
                        ExceptionGranted.class,
                        DeficiencyCured.class,
                        DelistingDetermined.class,
                        HearingRequested.class));
        return party == null
                ? known
                : known.or(Boundary.of(Tag.of(party), ObligationRecorded.class, ObligationTriggered.class));
    }

    /** Whether the case is open, of that listing, and decided against it. */
    boolean rests(ListingId listing) {
        return basis.isOpen() && basis.decided() && basis.opening().listing().equals(listing);
    }

    /** The listing's party, which the command required to be on record. */
    PartyId listedParty() {
        if (party == null) {
            throw new IllegalStateException("the listing was not required to be on record");
        }
        return party;
    }

    /** The event, with every trigger that it meets. */
    List<Event> with(Event event, ListingId listing) {
        List<Event> events = new ArrayList<>();
        events.add(event);
        for (ObligationRecorded obligation : obligations) {
            obligation.triggers().stream()
                    .filter(trigger -> trigger.event() == Trigger.Cause.DELISTING)
                    .distinct()
                    .filter(trigger -> !met.contains(new Met(obligation.obligation(), trigger)))
                    .map(trigger -> new ObligationTriggered(
                            obligation.obligation(), obligation.party(), listing, trigger, obligation.principal()))
                    .forEach(events::add);
        }
        return events;
    }

    Removal evolve(Recorded recorded) {
        CaseOnRecord nextBasis = basis.evolve(recorded);
        if (recorded.event() instanceof SecurityListed e) {
            return new Removal(nextBasis, e.party(), false, false, obligations, met);
        }
        if (recorded.event() instanceof TradingSuspended) {
            return new Removal(nextBasis, party, true, isDelisted, obligations, met);
        }
        if (recorded.event() instanceof SecurityDelisted) {
            return new Removal(nextBasis, party, isSuspended, true, obligations, met);
        }
        if (recorded.event() instanceof ObligationRecorded e) {
            List<ObligationRecorded> more = new ArrayList<>(obligations);
            more.add(e);
            return new Removal(nextBasis, party, isSuspended, isDelisted, more, met);
        }
        if (recorded.event() instanceof ObligationTriggered e) {
            Set<Met> more = new HashSet<>(met);
            more.add(new Met(e.obligation(), e.trigger()));
            return new Removal(nextBasis, party, isSuspended, isDelisted, obligations, more);
        }
        return new Removal(nextBasis, party, isSuspended, isDelisted, obligations, met);
    }
}
