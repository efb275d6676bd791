package io.rackledger.query.delistingrisk;

import io.rackledger.events.Authority;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.ListingId;
import io.rackledger.events.Report;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.TradingSuspended;
import io.rackledger.listing.CaseState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One compliance case. What is cured or delisted is closed, and stays so. Immutable.
 *
 * @param rule           null while its opening is not known
 * @param notices        the letters of the venue, in the order of their time
 * @param exceptionUntil the last day of the latest exception
 * @param determined     when delisting was determined
 * @param heard          when the hearing was requested that is open
 * @param stayUntil      the last day of a longer stay
 * @param decided        when the panel decided to delist
 * @param ended          when it was cured or the security delisted
 * @param relisted       whether the party was listed again since
 * @param because        the events that made the state what it is
 */
record CaseFile(
        CaseId caseId,
        ListingId listing,
        @Nullable String rule,
        CaseState state,
        List<Letter> notices,
        @Nullable LocalDate exceptionUntil,
        @Nullable Dated determined,
        @Nullable Dated heard,
        @Nullable LocalDate stayUntil,
        @Nullable Dated decided,
        @Nullable Dated ended,
        boolean relisted,
        List<String> because) {
    /** A letter of the venue. */
    record Letter(Dated on, List<Report> reports) {
        Letter {
            reports = List.copyOf(reports);
        }
    }

    CaseFile {
        notices = List.copyOf(notices);
        because = List.copyOf(because);
    }

    static CaseFile named(CaseId caseId, ListingId listing) {
        return new CaseFile(
                caseId,
                listing,
                null,
                CaseState.NOTIFIED,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                List.of());
    }

    boolean isOpen() {
        return state != CaseState.CURED && state != CaseState.DELISTED;
    }

    CaseFile listedAgain() {
        return state == CaseState.DELISTED
                ? new CaseFile(
                        caseId,
                        listing,
                        rule,
                        state,
                        notices,
                        exceptionUntil,
                        determined,
                        heard,
                        stayUntil,
                        decided,
                        ended,
                        true,
                        because)
                : this;
    }

    /** The case after one of its events. */
    CaseFile after(Event event, Dated on) {
        return switch (event) {
            case ComplianceCaseOpened e -> notified(e.rule(), new Letter(on, e.reports()));
            case DelinquencyAdded e -> notified(rule, new Letter(on, e.reports()));
            case CompliancePlanSubmitted e -> moved(CaseState.PLAN_SUBMITTED, on);
            case ExceptionGranted e ->
                moved(e.by() == Authority.STAFF ? CaseState.EXCEPTION : CaseState.PANEL_EXCEPTION, on)
                        .until(e.until());
            case DelistingDetermined e -> determined(on);
            case HearingRequested e ->
                moved(state == CaseState.SUSPENDED ? state : CaseState.HEARING, on)
                        .proceeding(determined, on, e.extendedStay(), null);
            case TradingSuspended e -> moved(CaseState.SUSPENDED, on);
            case DeficiencyCured e -> moved(CaseState.CURED, on);
            case SecurityDelisted e -> moved(CaseState.DELISTED, on);
            default -> this;
        };
    }

    private CaseFile notified(@Nullable String theRule, Letter letter) {
        List<Letter> more = new ArrayList<>(notices);
        more.add(letter);
        return new CaseFile(
                caseId,
                listing,
                theRule,
                state,
                more,
                exceptionUntil,
                determined,
                heard,
                stayUntil,
                decided,
                ended,
                relisted,
                and(letter.on().event()));
    }

    private CaseFile moved(CaseState next, Dated on) {
        if (!isOpen()) {
            return this;
        }
        boolean ends = next == CaseState.CURED || next == CaseState.DELISTED;
        return new CaseFile(
                caseId,
                listing,
                rule,
                next,
                notices,
                exceptionUntil,
                determined,
                heard,
                stayUntil,
                decided,
                ends ? on : ended,
                relisted,
                and(on.event()));
    }

    private CaseFile until(LocalDate day) {
        return new CaseFile(
                caseId,
                listing,
                rule,
                state,
                notices,
                day,
                determined,
                heard,
                stayUntil,
                decided,
                ended,
                relisted,
                because);
    }

    /** While a determination is heard, another one is the panel's decision on it. */
    private CaseFile determined(Dated on) {
        if (state == CaseState.HEARING) {
            return determined == null
                    ? moved(state, on).proceeding(on, heard, stayUntil, decided)
                    : moved(state, on).proceeding(determined, heard, stayUntil, on);
        }
        return moved(state == CaseState.SUSPENDED ? state : CaseState.DETERMINED, on)
                .proceeding(on, null, null, null);
    }

    private CaseFile proceeding(
            @Nullable Dated nowDetermined,
            @Nullable Dated nowHeard,
            @Nullable LocalDate nowStayUntil,
            @Nullable Dated nowDecided) {
        return new CaseFile(
                caseId,
                listing,
                rule,
                state,
                notices,
                exceptionUntil,
                nowDetermined,
                nowHeard,
                nowStayUntil,
                nowDecided,
                ended,
                relisted,
                because);
    }

    private List<String> and(String event) {
        return Stream.concat(because.stream(), Stream.of(event)).toList();
    }
}
