package io.rackledger.query.delistingrisk;

import io.rackledger.events.Report;
import io.rackledger.listing.CaseFacts;
import io.rackledger.listing.CaseState;
import io.rackledger.listing.Deadline;
import io.rackledger.listing.LateReport;
import io.rackledger.listing.ListingRule;
import io.rackledger.listing.Notice;
import io.rackledger.listing.RuleSet;
import io.rackledger.listing.RuleSets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a party stands with one venue under one rule on a day: a compliance case, or reports that are late without one.
 *
 * @param because the events that say so
 * @param rules   what deadlines were derived with; null where none is known for the venue
 * @param next    the deadline that the state waits for, or the last one missed
 * @param risk    the plan or exception deadline whose nearness counts
 */
record Position(
        CaseState state,
        List<String> because,
        @Nullable String rules,
        @Nullable Deadline next,
        @Nullable Deadline risk) {

    /** A case that is not superseded by a new listing. */
    static Position of(CaseFile file, @Nullable ListingState listing, LateReports late, LocalDate day) {
        LocalDate noticeOn = file.notices().stream()
                .map(letter -> letter.on().day())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Optional<RuleSet> rules = rules(listing, noticeOn == null ? day : noticeOn);
        Optional<CaseFacts> facts = rules.flatMap(set -> rule(file).map(rule -> facts(rule, file, late, set)));
        return of(file.state(), file.because(), rules, facts, day);
    }

    /** Reports that are late and in no case. */
    static Position late(
            ListingState listing, LateReports late, Collection<Report> reports, List<String> because, LocalDate day) {
        Optional<RuleSet> rules = rules(listing, day);
        Optional<CaseFacts> facts = rules.map(set ->
                CaseFacts.of(set.filingRule(), CaseState.LATE).withUnnamedReports(dated(late, reports.stream(), set)));
        return of(CaseState.LATE, because, rules, facts, day);
    }

    private static Position of(
            CaseState state, List<String> because, Optional<RuleSet> rules, Optional<CaseFacts> facts, LocalDate day) {
        var deadlines = rules.flatMap(set -> facts.map(known -> set.deadlines(known, day)));
        return new Position(
                state,
                because,
                rules.map(RuleSet::id).orElse(null),
                deadlines.flatMap(each -> each.next()).orElse(null),
                deadlines.flatMap(each -> each.riskDeadline()).orElse(null));
    }

    private static Optional<RuleSet> rules(@Nullable ListingState listing, LocalDate on) {
        ListingState.Terms terms = listing == null ? null : listing.terms();
        return terms == null ? Optional.empty() : RuleSets.of(terms.mic(), on);
    }

    private static Optional<ListingRule> rule(CaseFile file) {
        return file.rule() == null ? Optional.empty() : ListingRule.find(file.rule());
    }

    /** A letter whose day is not known counts no deadline, but its reports do. */
    private static CaseFacts facts(ListingRule rule, CaseFile file, LateReports late, RuleSet rules) {
        List<Notice> notices = new ArrayList<>();
        List<LateReport> unnamed = new ArrayList<>();
        for (CaseFile.Letter letter : file.notices()) {
            List<LateReport> reports = dated(late, letter.reports().stream(), rules);
            LocalDate on = letter.on().day();
            if (on == null) {
                unnamed.addAll(reports);
            } else {
                notices.add(new Notice(on, reports));
            }
        }
        return CaseFacts.of(rule, file.state())
                .withNotices(notices)
                .withUnnamedReports(unnamed)
                .withExceptionUntil(file.exceptionUntil())
                .withDeterminedOn(day(file.determined()))
                .withHearingRequestedOn(day(file.heard()))
                .withStayUntil(file.stayUntil())
                .withDecidedOn(day(file.decided()));
    }

    private static @Nullable LocalDate day(@Nullable Dated on) {
        return on == null ? null : on.day();
    }

    private static List<LateReport> dated(LateReports late, Stream<Report> reports, RuleSet rules) {
        return reports.flatMap(report -> late.dated(report, rules).stream()).toList();
    }

    /** Points in the index. */
    int points() {
        return switch (state) {
            case COMPLIANT, CURED -> 0;
            case LATE -> 10;
            case EXCEPTION -> 20;
            case PLAN_SUBMITTED -> 25;
            case NOTIFIED -> 30;
            case PANEL_EXCEPTION -> 50;
            case DETERMINED -> 60;
            case HEARING -> 65;
            case SUSPENDED -> 90;
            case DELISTED -> 100;
        };
    }
}
