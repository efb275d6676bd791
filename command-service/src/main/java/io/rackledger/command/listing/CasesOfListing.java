package io.rackledger.command.listing;

import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A listing with its filings and compliance cases. Immutable.
 *
 * @param listed     as it was last listed
 * @param isDelisted whether it was delisted since
 * @param cases      all that were opened, by their id; one may be of another listing
 * @param closed     those that are cured, or ended with the listing
 */
record CasesOfListing(
        @Nullable SecurityListed listed,
        boolean isDelisted,
        Map<CaseId, ComplianceCaseOpened> cases,
        Set<CaseId> closed,
        List<Filing> filings) {
    static final CasesOfListing NONE = new CasesOfListing(null, false, Map.of(), Set.of(), List.of());

    CasesOfListing {
        cases = Map.copyOf(cases);
        closed = Set.copyOf(closed);
        filings = List.copyOf(filings);
    }

    /** Whose listing it is, which the command required to be on record. */
    PartyId party() {
        if (listed == null) {
            throw new IllegalStateException("the listing was not required to be on record");
        }
        return listed.party();
    }

    boolean has(CaseId caseId) {
        return cases.containsKey(caseId);
    }

    /** The open case of that listing and rule; there is one at most. */
    Optional<CaseId> open(ListingId listing, String rule) {
        return cases.values().stream()
                .filter(opened ->
                        opened.listing().equals(listing) && opened.rule().equals(rule))
                .map(ComplianceCaseOpened::caseId)
                .filter(id -> !closed.contains(id))
                .findFirst();
    }

    CasesOfListing evolve(Recorded recorded) {
        if (recorded.event() instanceof SecurityListed e) {
            return new CasesOfListing(e, false, cases, closed, filings);
        }
        if (recorded.event() instanceof SecurityDelisted) {
            return new CasesOfListing(listed, true, cases, cases.keySet(), filings);
        }
        if (recorded.event() instanceof FilingRecorded e) {
            List<Filing> more = Stream.concat(filings.stream(), Stream.of(Filing.of(e, recorded)))
                    .toList();
            return new CasesOfListing(listed, isDelisted, cases, closed, more);
        }
        if (recorded.event() instanceof ComplianceCaseOpened e) {
            Map<CaseId, ComplianceCaseOpened> more = new HashMap<>(cases);
            more.put(e.caseId(), e);
            return new CasesOfListing(listed, isDelisted, more, closed, filings);
        }
        if (recorded.event() instanceof DeficiencyCured e) {
            Set<CaseId> more = new HashSet<>(closed);
            more.add(e.caseId());
            return new CasesOfListing(listed, isDelisted, cases, more, filings);
        }
        return this;
    }
}
