package io.rackledger.events;

import java.util.List;

/** A further notice added reports to an open case of the same rule. */
public record DelinquencyAdded(CaseId caseId, ListingId listing, PartyId party, List<Report> reports) implements Event {
    public DelinquencyAdded {
        reports = List.copyOf(reports);
    }
}
