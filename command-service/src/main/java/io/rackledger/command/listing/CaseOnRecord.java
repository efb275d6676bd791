package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.events.Authority;
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
import io.rackledger.events.Recorded;
import io.rackledger.events.Report;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Tag;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Truth;
import io.rackledger.listing.CaseState;
import io.rackledger.listing.ListingRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One compliance case. A case that is cured or delisted is closed, and stays so. Immutable.
 *
 * <table>
 * <caption>What moves an open case to another state</caption>
 * <tr><td>ComplianceCaseOpened</td><td>NOTIFIED</td></tr>
 * <tr><td>CompliancePlanSubmitted</td><td>PLAN_SUBMITTED</td></tr>
 * <tr><td>ExceptionGranted</td><td>EXCEPTION by the staff, PANEL_EXCEPTION by panel or council</td></tr>
 * <tr><td>DelistingDetermined</td><td>DETERMINED; a case that is HEARING stays so, as it is the panel's decision, and
 *     one that is SUSPENDED stays so, too</td></tr>
 * <tr><td>HearingRequested</td><td>HEARING; a case that is SUSPENDED stays so</td></tr>
 * <tr><td>TradingSuspended</td><td>SUSPENDED</td></tr>
 * <tr><td>SecurityDelisted</td><td>DELISTED</td></tr>
 * <tr><td>DeficiencyCured</td><td>CURED</td></tr>
 * </table>
 *
 * @param listed   the listing as it was when the case was opened
 * @param opened   null before it is opened
 * @param notice   the days that the first notice may have come on
 * @param state    {@link CaseState#COMPLIANT} before it is opened
 * @param decided  whether a determination or a decision of panel or council exists
 * @param proceedings what followed the determination
 * @param reports  the late reports that notices name, each once
 * @param filings  what was filed for the listing
 */
record CaseOnRecord(
        @Nullable SecurityListed listed,
        @Nullable ComplianceCaseOpened opened,
        DaySpan notice,
        CaseState state,
        boolean decided,
        Proceedings proceedings,
        List<Report> reports,
        List<Filing> filings) {
    static final CaseOnRecord NONE = new CaseOnRecord(
            null, null, DaySpan.UNKNOWN, CaseState.COMPLIANT, false, Proceedings.NONE, List.of(), List.of());

    CaseOnRecord {
        reports = List.copyOf(reports);
        filings = List.copyOf(filings);
    }

    /** What moves a case from state to state. */
    static Boundary progress(CaseId caseId) {
        return Boundary.of(
                Tag.of(caseId),
                ComplianceCaseOpened.class,
                CompliancePlanSubmitted.class,
                ExceptionGranted.class,
                DeficiencyCured.class,
                DelistingDetermined.class,
                HearingRequested.class,
                TradingSuspended.class);
    }

    /** Reports that further notices named. */
    static Boundary furtherReports(CaseId caseId) {
        return Boundary.of(Tag.of(caseId), DelinquencyAdded.class);
    }

    /** Events of the case's listing, once it is known. */
    @SafeVarargs
    final Boundary ofListing(Class<? extends Event>... types) {
        return opened == null ? Boundary.NONE : Boundary.of(Tag.of(opened.listing()), types);
    }

    /** The opening of the case, which the command required to be on record. */
    ComplianceCaseOpened opening() {
        if (opened == null) {
            throw new IllegalStateException("the case was not required to be on record");
        }
        return opened;
    }

    boolean isOpen() {
        return opened != null && state != CaseState.CURED && state != CaseState.DELISTED;
    }

    Optional<ListingRule> rule() {
        return ListingRule.find(opening().rule());
    }

    /** The venue's rules as of the notice. */
    Optional<VenueRules> venueRules() {
        return VenueRules.of(listed, notice.last(), filings);
    }

    CaseOnRecord evolve(Recorded recorded) {
        Event event = recorded.event();
        if (event instanceof FilingRecorded filed) {
            List<Filing> more = Stream.concat(filings.stream(), Stream.of(Filing.of(filed, recorded)))
                    .toList();
            return new CaseOnRecord(listed, opened, notice, state, decided, proceedings, reports, more);
        }
        if (opened == null) {
            return beforeOpening(event, recorded);
        }
        return isOpen() ? whileOpen(event, DaySpan.of(recorded.validAt())) : this;
    }

    private CaseOnRecord beforeOpening(Event event, Recorded recorded) {
        if (event instanceof SecurityListed e) {
            return new CaseOnRecord(e, null, notice, state, decided, proceedings, reports, filings);
        }
        if (event instanceof ComplianceCaseOpened e) {
            return new CaseOnRecord(
                    listed,
                    e,
                    DaySpan.of(recorded.validAt()),
                    CaseState.NOTIFIED,
                    false,
                    proceedings,
                    e.reports(),
                    filings);
        }
        return this;
    }

    private CaseOnRecord whileOpen(Event event, DaySpan on) {
        if (event instanceof DelinquencyAdded e) {
            List<Report> more = Stream.concat(reports.stream(), e.reports().stream())
                    .distinct()
                    .toList();
            return new CaseOnRecord(listed, opened, notice, state, decided, proceedings, more, filings);
        }
        if (event instanceof CompliancePlanSubmitted) {
            return with(CaseState.PLAN_SUBMITTED, decided);
        }
        if (event instanceof ExceptionGranted e) {
            return e.by() == Authority.STAFF
                    ? with(CaseState.EXCEPTION, decided)
                    : with(CaseState.PANEL_EXCEPTION, true);
        }
        if (event instanceof DelistingDetermined) {
            return determined(on);
        }
        if (event instanceof HearingRequested e) {
            return with(
                    state == CaseState.SUSPENDED ? state : CaseState.HEARING,
                    decided,
                    proceedings.requested(on, e.extendedStay()));
        }
        if (event instanceof TradingSuspended) {
            return with(CaseState.SUSPENDED, decided);
        }
        if (event instanceof DeficiencyCured) {
            return with(CaseState.CURED, decided);
        }
        return event instanceof SecurityDelisted ? with(CaseState.DELISTED, decided) : this;
    }

    private CaseOnRecord determined(DaySpan on) {
        return switch (state) {
            case HEARING -> with(state, true, proceedings.decided());
            case SUSPENDED -> with(state, true);
            default -> with(CaseState.DETERMINED, true, Proceedings.determined(on));
        };
    }

    private CaseOnRecord with(CaseState next, boolean nowDecided) {
        return with(next, nowDecided, proceedings);
    }

    private CaseOnRecord with(CaseState next, boolean nowDecided, Proceedings now) {
        return new CaseOnRecord(listed, opened, notice, next, nowDecided, now, reports, filings);
    }

    /** Whether a suspension on that day is stayed by a hearing that was requested. */
    Truth stayed(DaySpan on) {
        return state == CaseState.HEARING ? proceedings.stayed(on, rule(), venueRules()) : Truth.NO;
    }
}
