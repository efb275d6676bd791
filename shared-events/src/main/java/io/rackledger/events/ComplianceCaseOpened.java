package io.rackledger.events;

import java.util.List;

/** The venue notified a listed company that it breaks a listing rule. */
public record ComplianceCaseOpened(CaseId caseId, ListingId listing, PartyId party, String rule, List<Report> reports)
        implements Event {
    public ComplianceCaseOpened {
        reports = List.copyOf(reports);
    }
}
