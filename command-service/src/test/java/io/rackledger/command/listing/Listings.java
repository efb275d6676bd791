package io.rackledger.command.listing;

import io.rackledger.events.Authority;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.Identifiers;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Report;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.ValidTime;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts that listing tests are given: those of a real history. */
final class Listings {
    static final PartyId SUPERMICRO = new PartyId("supermicro");
    static final ListingId SMCI = new ListingId("smci-xnas");
    static final CaseId CASE = new CaseId("smci-2024");
    static final String FILING_RULE = "5250(c)(1)";
    static final Report ANNUAL = new Report("10-K", LocalDate.of(2024, 6, 30));
    static final Report FIRST_QUARTER = new Report("10-Q", LocalDate.of(2024, 9, 30));

    private Listings() {}

    static PartyRegistered party() {
        return new PartyRegistered(SUPERMICRO, "Super Micro Computer, Inc.", List.of(), Identifiers.NONE);
    }

    static SecurityListed listed() {
        return listed(SMCI, "SMCI", "XNAS");
    }

    static SecurityListed listed(ListingId listing, String ticker, String mic) {
        return new SecurityListed(
                listing, SUPERMICRO, ticker, mic, "GLOBAL_SELECT", MonthDay.of(6, 30), FilerStatus.LARGE_ACCELERATED);
    }

    static ComplianceCaseOpened opened(Report... reports) {
        return opened(CASE, SMCI, FILING_RULE, reports);
    }

    static ComplianceCaseOpened opened(CaseId caseId, ListingId listing, String rule, Report... reports) {
        return new ComplianceCaseOpened(caseId, listing, SUPERMICRO, rule, List.of(reports));
    }

    static DelinquencyAdded added(Report... reports) {
        return new DelinquencyAdded(CASE, SMCI, SUPERMICRO, List.of(reports));
    }

    static CompliancePlanSubmitted planned() {
        return new CompliancePlanSubmitted(CASE, SMCI, SUPERMICRO);
    }

    static ExceptionGranted granted(Authority by, String until) {
        return new ExceptionGranted(CASE, SMCI, SUPERMICRO, by, LocalDate.parse(until));
    }

    static DelistingDetermined determined() {
        return new DelistingDetermined(CASE, SMCI, SUPERMICRO);
    }

    static HearingRequested heard(@Nullable String extendedStay) {
        return new HearingRequested(
                CASE, SMCI, SUPERMICRO, extendedStay == null ? null : LocalDate.parse(extendedStay));
    }

    static DeficiencyCured cured() {
        return new DeficiencyCured(CASE, SMCI, SUPERMICRO);
    }

    static TradingSuspended suspended() {
        return new TradingSuspended(SMCI, CASE, SUPERMICRO);
    }

    static SecurityDelisted delisted() {
        return delisted(SMCI);
    }

    static SecurityDelisted delisted(ListingId listing) {
        return new SecurityDelisted(listing, CASE, SUPERMICRO);
    }

    static FilingRecorded filed(String form, @Nullable LocalDate periodEnd) {
        return new FilingRecorded(SMCI, SUPERMICRO, form, periodEnd);
    }

    static FilingRecorded filed(Report report) {
        return filed(report.form(), report.periodEnd());
    }

    static @Nullable ValidTime time(@Nullable String text) {
        return text == null ? null : ValidTime.parse(text);
    }
}
