package io.rackledger.listing;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the facts of one case to its deadlines.
 *
 * <table>
 * <caption>What a state waits for</caption>
 * <tr><td>LATE</td><td>the due date of each late report, as extended where it was</td></tr>
 * <tr><td>NOTIFIED</td><td>the plan on the earliest notice; under a rule without plans, the cure</td></tr>
 * <tr><td>PLAN_SUBMITTED</td><td>the staff's ceiling; under a rule without plans, the cure</td></tr>
 * <tr><td>EXCEPTION, PANEL_EXCEPTION</td><td>the exception's last day</td></tr>
 * <tr><td>DETERMINED</td><td>the hearing request, then suspension; after a decision, suspension</td></tr>
 * <tr><td>HEARING</td><td>the end of the stay; after a late request or a decision, suspension</td></tr>
 * <tr><td>SUSPENDED</td><td>the appeal, after a decision</td></tr>
 * <tr><td>COMPLIANT, CURED, DELISTED</td><td>nothing</td></tr>
 * </table>
 */
final class CaseTimeline {
    private static final Comparator<Deadline> BY_DATE =
            Comparator.comparing(Deadline::date).thenComparing(Deadline::kind).thenComparing(Deadline::basis);

    private CaseTimeline() {}

    /** The first awaited deadline that is not past, else the last one missed. */
    static Optional<Deadline> next(RuleSet rules, CaseFacts facts, LocalDate asOf) {
        List<Deadline> awaited = awaited(rules, facts).sorted(BY_DATE).toList();
        return awaited.stream()
                .filter(deadline -> !deadline.isPast(asOf))
                .findFirst()
                .or(() -> awaited.isEmpty() ? Optional.empty() : Optional.of(awaited.getLast()));
    }

    static List<Deadline> all(RuleSet rules, CaseFacts facts) {
        return Stream.of(
                        facts.reports().stream().flatMap(report -> ofReport(rules, report)),
                        facts.notices().stream().flatMap(notice -> ofNotice(rules, facts, notice)),
                        remedies(rules, facts),
                        exception(rules, facts),
                        proceedings(rules, facts))
                .flatMap(Function.identity())
                .distinct()
                .sorted(BY_DATE)
                .toList();
    }

    private static Stream<Deadline> awaited(RuleSet rules, CaseFacts facts) {
        return switch (facts.state()) {
            case LATE -> facts.reports().stream().map(report -> lastDue(rules, report));
            case NOTIFIED -> plan(rules, facts).or(() -> cure(rules, facts)).stream();
            case PLAN_SUBMITTED -> decisionOnPlan(rules, facts).stream();
            case EXCEPTION, PANEL_EXCEPTION -> exception(rules, facts);
            case DETERMINED -> facts.decidedOn() == null ? withoutHearing(rules, facts) : afterDecision(rules, facts);
            case HEARING -> facts.decidedOn() == null ? hearing(rules, facts) : afterDecision(rules, facts);
            case SUSPENDED -> from(facts.decidedOn(), rules::appealDue);
            case COMPLIANT, CURED, DELISTED -> Stream.empty();
        };
    }

    private static Stream<Deadline> ofReport(RuleSet rules, LateReport report) {
        return Stream.of(due(rules, report), rules.notificationDue(report.dueOn()), lastDue(rules, report));
    }

    private static Deadline due(RuleSet rules, LateReport report) {
        return new Deadline(
                DeadlineKind.REPORT, report.dueOn(), rules.id(), "Form %s: due date".formatted(report.words()));
    }

    private static Deadline lastDue(RuleSet rules, LateReport report) {
        LocalDate extendedOn = report.extendedOn();
        return extendedOn == null
                ? due(rules, report)
                : new Deadline(
                        DeadlineKind.EXTENDED_REPORT,
                        extendedOn,
                        rules.id(),
                        "12b-25: %s as extended from %s".formatted(report.words(), report.dueOn()));
    }

    private static Stream<Deadline> ofNotice(RuleSet rules, CaseFacts facts, Notice notice) {
        return Stream.concat(
                Stream.of(rules.disclosureDue(notice.on())), rules.planDue(facts.rule(), notice.on()).stream());
    }

    private static Stream<Deadline> remedies(RuleSet rules, CaseFacts facts) {
        List<LateReport> reports = facts.reports();
        Stream<Optional<Deadline>> ceilings =
                Arrays.stream(DueDate.values()).map(base -> rules.exceptionCeilingFrom(facts.rule(), base, reports));
        return Stream.concat(ceilings, Stream.of(cure(rules, facts), rules.outerLimit(facts.rule(), reports)))
                .flatMap(Optional::stream);
    }

    private static Stream<Deadline> proceedings(RuleSet rules, CaseFacts facts) {
        return Stream.of(
                        withoutHearing(rules, facts),
                        stay(rules, facts),
                        afterDecision(rules, facts),
                        from(facts.decidedOn(), rules::appealDue))
                .flatMap(Function.identity());
    }

    private static Optional<Deadline> plan(RuleSet rules, CaseFacts facts) {
        return facts.notifiedOn().flatMap(noticeOn -> rules.planDue(facts.rule(), noticeOn));
    }

    private static Optional<Deadline> cure(RuleSet rules, CaseFacts facts) {
        return rules.cureDue(facts.rule(), facts.notifiedOn().orElse(null), facts.reports());
    }

    /** A rule that gives time to cure asks for no plan, so its cure stands before the ceiling. */
    private static Optional<Deadline> decisionOnPlan(RuleSet rules, CaseFacts facts) {
        return cure(rules, facts).or(() -> rules.exceptionCeiling(facts.rule(), Grantor.STAFF, facts.reports()));
    }

    private static Stream<Deadline> exception(RuleSet rules, CaseFacts facts) {
        return asGranted(DeadlineKind.EXCEPTION, rules, facts, facts.exceptionUntil(), "exception").stream();
    }

    private static Stream<Deadline> withoutHearing(RuleSet rules, CaseFacts facts) {
        return Stream.concat(
                from(facts.determinedOn(), rules::hearingRequestDue),
                from(facts.determinedOn(), rules::suspensionWithoutHearing));
    }

    private static Stream<Deadline> hearing(RuleSet rules, CaseFacts facts) {
        return requestedInTime(rules, facts)
                ? stay(rules, facts)
                : from(facts.determinedOn(), rules::suspensionWithoutHearing);
    }

    /** A hearing whose request has no known date counts as requested in time. */
    private static boolean requestedInTime(RuleSet rules, CaseFacts facts) {
        LocalDate requestedOn = facts.hearingRequestedOn();
        return requestedOn == null
                || from(facts.determinedOn(), rules::hearingRequestDue).noneMatch(due -> due.isPast(requestedOn));
    }

    private static Stream<Deadline> stay(RuleSet rules, CaseFacts facts) {
        return asGranted(DeadlineKind.STAY_END, rules, facts, facts.stayUntil(), "stay")
                .map(Stream::of)
                .orElseGet(() -> from(facts.determinedOn(), on -> rules.stayEnd(facts.rule(), on)));
    }

    private static Stream<Deadline> afterDecision(RuleSet rules, CaseFacts facts) {
        return from(facts.decidedOn(), rules::suspensionAfterDecision);
    }

    /** The exchange named this day itself, so it is not rolled. */
    private static Optional<Deadline> asGranted(
            DeadlineKind kind, RuleSet rules, CaseFacts facts, @Nullable LocalDate until, String what) {
        return Optional.ofNullable(until)
                .map(day -> new Deadline(
                        kind,
                        day,
                        rules.id(),
                        "%s: %s as granted".formatted(facts.rule().number(), what)));
    }

    private static Stream<Deadline> from(@Nullable LocalDate day, Function<LocalDate, Optional<Deadline>> rule) {
        return Optional.ofNullable(day).flatMap(rule).stream();
    }
}
