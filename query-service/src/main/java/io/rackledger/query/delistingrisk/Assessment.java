package io.rackledger.query.delistingrisk;

import io.rackledger.events.Report;
import io.rackledger.listing.CaseState;
import io.rackledger.listing.Deadline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The delisting index of one party on a day, line by line. Not a probability.
 *
 * @param state   where the party stands worst; null where no listing is on record
 * @param lines   what the index is summed from, all of it
 * @param ruleSet what the deadlines were derived with; null where none was
 * @param next    the next deadline, or the last one missed
 */
record Assessment(
        @Nullable CaseState state,
        List<Line> lines,
        @Nullable String ruleSet,
        @Nullable Deadline next) {
    static final String MODEL = "delisting-v1";

    private static final int FURTHER_REPORT = 5;
    private static final int MOST_FOR_REPORTS = 10;
    private static final int NEAR_DAYS = 30;
    private static final int IMMINENT_DAYS = 7;
    private static final BigDecimal TOP = new BigDecimal(100);

    Assessment {
        lines = List.copyOf(lines);
    }

    static Assessment of(StandingState standing, @Nullable Altman altman, LocalDate day) {
        List<Position> positions = new ArrayList<>();
        List<Line> further = new ArrayList<>();
        for (ListingState listing : standing.listings()) {
            LateReports late = late(standing, listing);
            Map<Report, Set<String>> outstanding = late.outstanding();
            boolean filingCase = standing.cases().stream()
                    .filter(file -> file.listing().equals(listing.listing()) && file.isOpen())
                    .anyMatch(file -> file.notices().stream()
                            .anyMatch(letter -> !letter.reports().isEmpty()));
            if (!outstanding.isEmpty() && !filingCase) {
                List<String> because = outstanding.values().stream()
                        .flatMap(Set::stream)
                        .distinct()
                        .toList();
                positions.add(Position.late(listing, late, outstanding.keySet(), because, day));
            }
            further(outstanding).ifPresent(further::add);
        }
        for (CaseFile file : standing.cases()) {
            if (!file.relisted()) {
                ListingState listing = standing.listings().stream()
                        .filter(each -> each.listing().equals(file.listing()))
                        .findFirst()
                        .orElse(null);
                ListingState known = listing == null ? ListingState.named(file.listing()) : listing;
                positions.add(Position.of(file, listing, late(standing, known), day));
            }
        }
        return of(positions, further, new Aggravators(standing, altman, day), standing.isListed(), day);
    }

    private static LateReports late(StandingState standing, ListingState listing) {
        return new LateReports(
                listing,
                standing.cases().stream()
                        .filter(file -> file.listing().equals(listing.listing()))
                        .toList());
    }

    private static Assessment of(
            List<Position> positions, List<Line> further, Aggravators aggravators, boolean listed, LocalDate day) {
        List<Line> lines = new ArrayList<>();
        Optional<Position> worst = positions.stream().max(Comparator.comparingInt(Position::points));
        worst.filter(position -> position.points() > 0)
                .ifPresent(position -> lines.add(new Line(
                        BigDecimal.valueOf(position.points()), position.state().name(), position.because())));
        further.stream().max(Comparator.comparing(Line::points)).ifPresent(lines::add);
        positions.stream()
                .flatMap(position -> near(position, day).stream())
                .max(Comparator.comparing(Line::points))
                .ifPresent(lines::add);
        lines.addAll(aggravators.lines());
        CaseState state = worst.map(Position::state).orElse(CaseState.COMPLIANT);
        return new Assessment(listed ? state : null, lines, ruleSet(positions, worst), next(positions, day));
    }

    private static Optional<Line> further(Map<Report, Set<String>> outstanding) {
        int points = Math.min(MOST_FOR_REPORTS, FURTHER_REPORT * (outstanding.size() - 1));
        if (points <= 0) {
            return Optional.empty();
        }
        List<String> because = outstanding.values().stream()
                .skip(1)
                .flatMap(Set::stream)
                .distinct()
                .toList();
        return Optional.of(
                new Line(BigDecimal.valueOf(points), (outstanding.size() - 1) + " further late report(s)", because));
    }

    private static Optional<Line> near(Position position, LocalDate day) {
        Deadline risk = position.risk();
        if (risk == null) {
            return Optional.empty();
        }
        long days = risk.daysFrom(day);
        String what =
                risk.kind().name() + " deadline " + risk.date() + (days < 0 ? " missed" : " in " + days + " days");
        int points = days < 0 ? 25 : days <= IMMINENT_DAYS ? 10 : days <= NEAR_DAYS ? 5 : 0;
        return points == 0
                ? Optional.empty()
                : Optional.of(new Line(BigDecimal.valueOf(points), what, position.because()));
    }

    private static @Nullable String ruleSet(List<Position> positions, Optional<Position> worst) {
        return worst.map(Position::rules)
                .or(() -> positions.stream()
                        .map(Position::rules)
                        .filter(Objects::nonNull)
                        .findFirst())
                .orElse(null);
    }

    private static @Nullable Deadline next(List<Position> positions, LocalDate day) {
        List<Deadline> all = positions.stream()
                .map(Position::next)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Deadline::date))
                .toList();
        return all.stream()
                .filter(deadline -> !deadline.isPast(day))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getLast());
    }

    /** Not rounded, and not capped. */
    BigDecimal sum() {
        return lines.stream().map(Line::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** 0 to 100; null where no listing is on record. */
    @Nullable
    Integer index() {
        return state == null
                ? null
                : (Integer) sum().min(TOP).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }

    @Nullable
    String band() {
        Integer index = index();
        if (index == null) {
            return null;
        }
        if (index < 20) {
            return "LOW";
        }
        if (index < 40) {
            return "ELEVATED";
        }
        return index < 70 ? "HIGH" : "CRITICAL";
    }
}
