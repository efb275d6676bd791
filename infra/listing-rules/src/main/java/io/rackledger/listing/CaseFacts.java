package io.rackledger.listing;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of one compliance case, or of a listing that is late without one, on the day asked about. A fact
 * that is not known is null, and no deadline is derived from it.
 *
 * @param notices in any order
 * @param unnamedReports late reports that no notice names
 * @param exceptionUntil the last day of the latest exception, as granted
 * @param determinedOn the day of the delisting determination
 * @param hearingRequestedOn the day on which a hearing was requested
 * @param stayUntil the last day of a longer stay, as granted
 * @param decidedOn the day of a delisting decision after a hearing
 */
public record CaseFacts(
        ListingRule rule,
        CaseState state,
        List<Notice> notices,
        List<LateReport> unnamedReports,
        @Nullable LocalDate exceptionUntil,
        @Nullable LocalDate determinedOn,
        @Nullable LocalDate hearingRequestedOn,
        @Nullable LocalDate stayUntil,
        @Nullable LocalDate decidedOn) {
    public CaseFacts {
        notices = List.copyOf(notices);
        unnamedReports = List.copyOf(unnamedReports);
    }

    /** A case of which only the rule and the state are known. */
    public static CaseFacts of(ListingRule rule, CaseState state) {
        return new CaseFacts(rule, state, List.of(), List.of(), null, null, null, null, null);
    }

    public CaseFacts withState(CaseState changed) {
        return new CaseFacts(
                rule,
                changed,
                notices,
                unnamedReports,
                exceptionUntil,
                determinedOn,
                hearingRequestedOn,
                stayUntil,
                decidedOn);
    }

    public CaseFacts withNotices(List<Notice> known) {
        return new CaseFacts(
                rule,
                state,
                known,
                unnamedReports,
                exceptionUntil,
                determinedOn,
                hearingRequestedOn,
                stayUntil,
                decidedOn);
    }

    public CaseFacts withUnnamedReports(List<LateReport> known) {
        return new CaseFacts(
                rule, state, notices, known, exceptionUntil, determinedOn, hearingRequestedOn, stayUntil, decidedOn);
    }

    public CaseFacts withExceptionUntil(@Nullable LocalDate known) {
        return new CaseFacts(
                rule, state, notices, unnamedReports, known, determinedOn, hearingRequestedOn, stayUntil, decidedOn);
    }

    public CaseFacts withDeterminedOn(@Nullable LocalDate known) {
        return new CaseFacts(
                rule, state, notices, unnamedReports, exceptionUntil, known, hearingRequestedOn, stayUntil, decidedOn);
    }

    public CaseFacts withHearingRequestedOn(@Nullable LocalDate known) {
        return new CaseFacts(
                rule, state, notices, unnamedReports, exceptionUntil, determinedOn, known, stayUntil, decidedOn);
    }

    public CaseFacts withStayUntil(@Nullable LocalDate known) {
        return new CaseFacts(
                rule,
                state,
                notices,
                unnamedReports,
                exceptionUntil,
                determinedOn,
                hearingRequestedOn,
                known,
                decidedOn);
    }

    public CaseFacts withDecidedOn(@Nullable LocalDate known) {
        return new CaseFacts(
                rule,
                state,
                notices,
                unnamedReports,
                exceptionUntil,
                determinedOn,
                hearingRequestedOn,
                stayUntil,
                known);
    }

    /** All late reports, named by a notice or not, each once. */
    public List<LateReport> reports() {
        return Stream.concat(notices.stream().flatMap(notice -> notice.reports().stream()), unnamedReports.stream())
                .distinct()
                .toList();
    }

    /** The day of the earliest notice. */
    Optional<LocalDate> notifiedOn() {
        return notices.stream().map(Notice::on).min(Comparator.naturalOrder());
    }
}
