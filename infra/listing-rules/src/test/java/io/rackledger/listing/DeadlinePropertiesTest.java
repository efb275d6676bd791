package io.rackledger.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Laws that hold for every date, tried on many; a failure names its seed, to be given as -Dlisting.seed. */
class DeadlinePropertiesTest {
    private static final int DATES = 20_000;
    private static final long SEED = Long.getLong("listing.seed", System.nanoTime());
    private static final LocalDate FIRST = LocalDate.of(BusinessCalendar.FIRST_YEAR - 20, 1, 1);
    private static final LocalDate END = LocalDate.of(BusinessCalendar.LAST_YEAR + 20, 1, 1);

    @Test
    void rolling_is_idempotent_and_skips_no_business_day() {
        forAnyDay(day -> {
            LocalDate rolled = BusinessCalendar.rollForward(day);

            assertThat(BusinessCalendar.isBusinessDay(rolled)).isTrue();
            assertThat(BusinessCalendar.rollForward(rolled)).isEqualTo(rolled);
            assertThat(day.datesUntil(rolled)).noneMatch(BusinessCalendar::isBusinessDay);
        });
    }

    @Test
    void between_a_day_and_the_nth_business_day_after_it_lie_exactly_n() {
        Random random = new Random(SEED);
        forAnyDay(day -> {
            int count = 1 + random.nextInt(30);
            LocalDate counted = BusinessCalendar.plusBusinessDays(day, count);

            assertThat(BusinessCalendar.isBusinessDay(counted)).isTrue();
            assertThat(day.plusDays(1).datesUntil(counted.plusDays(1)).filter(BusinessCalendar::isBusinessDay))
                    .hasSize(count);
        });
    }

    @Test
    void a_deadline_never_falls_on_a_closed_day() {
        forAnyDay(day -> assertThat(everyCount().flatMap(count -> count.apply(day).stream()))
                .isNotEmpty()
                .allMatch(deadline -> BusinessCalendar.isBusinessDay(deadline.date()))
                .allMatch(deadline -> deadline.date().isAfter(day)));
    }

    @Test
    void a_later_day_never_gives_an_earlier_deadline() {
        Random random = new Random(SEED);
        forAnyDay(day -> {
            LocalDate later = day.plusDays(random.nextInt(10));
            everyCount()
                    .forEach(count -> count.apply(day)
                            .ifPresent(deadline -> assertThat(
                                            count.apply(later).orElseThrow().date())
                                    .isAfterOrEqualTo(deadline.date())));
        });
    }

    @Test
    void a_notice_is_answered_from_60_to_70_days_later() {
        RuleSet rules = RuleSets.byId("nasdaq-2024").orElseThrow();
        forAnyDay(day -> assertThat(rules.planDue(ListingRule.NASDAQ_FILING, day)
                        .orElseThrow()
                        .daysFrom(day))
                .isBetween(60L, 70L));
    }

    /** Everything that any rule set counts from one day. */
    private static Stream<Function<LocalDate, Optional<Deadline>>> everyCount() {
        return RuleSets.all().stream().flatMap(rules -> Stream.concat(ofAnyRule(rules), ofReports(rules)));
    }

    private static Stream<Function<LocalDate, Optional<Deadline>>> ofReports(RuleSet rules) {
        return Stream.of(Form.FORM_10_K, Form.FORM_10_Q)
                .flatMap(form -> Stream.concat(
                        Stream.of(day -> Optional.of(rules.extendedDue(form, day))),
                        Stream.of(FilerStatus.values())
                                .map(status -> day -> Optional.of(rules.reportDue(form, day, status)))));
    }

    private static Stream<Function<LocalDate, Optional<Deadline>>> ofAnyRule(RuleSet rules) {
        Stream<Function<LocalDate, Optional<Deadline>>> always = Stream.of(
                day -> Optional.of(rules.disclosureDue(day)),
                day -> Optional.of(rules.notificationDue(day)),
                rules::hearingRequestDue,
                rules::suspensionWithoutHearing,
                rules::suspensionAfterDecision,
                rules::appealDue);
        return Stream.concat(always, Stream.of(ListingRule.values()).flatMap(rule -> ofRule(rules, rule)));
    }

    private static Stream<Function<LocalDate, Optional<Deadline>>> ofRule(RuleSet rules, ListingRule rule) {
        return Stream.of(
                day -> rules.planDue(rule, day),
                day -> rules.cureDue(rule, day, dueOn(day)),
                day -> rules.exceptionCeilingFrom(rule, DueDate.ORIGINAL, dueOn(day)),
                day -> rules.exceptionCeilingFrom(rule, DueDate.EXTENDED, dueOn(day)),
                day -> rules.outerLimit(rule, dueOn(day)),
                day -> rules.stayEnd(rule, day));
    }

    private static List<LateReport> dueOn(LocalDate day) {
        return List.of(new LateReport(Form.FORM_10_K, day.minusDays(60), day, day.plusDays(15)));
    }

    private static void forAnyDay(Consumer<LocalDate> law) {
        System.out.println("listing.seed=" + SEED);
        new Random(SEED)
                .longs(DATES, FIRST.toEpochDay(), END.toEpochDay())
                .mapToObj(LocalDate::ofEpochDay)
                .forEach(day -> holds(law, day));
    }

    private static void holds(Consumer<LocalDate> law, LocalDate day) {
        try {
            law.accept(day);
        } catch (AssertionError broken) {
            throw new AssertionError("On " + day + ", seed " + SEED + ": " + broken.getMessage(), broken);
        }
    }
}
