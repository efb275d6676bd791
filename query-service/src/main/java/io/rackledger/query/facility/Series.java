package io.rackledger.query.facility;

import io.rackledger.events.CapacityDimension;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a facility stood in one dimension over time, up to the date asked about: one level for each day from which
 * something was different at its end. What is known as a span changes twice, as it may begin and as it surely has.
 */
final class Series {
    /** The latest are shown. */
    static final int MOST_LEVELS = 120;

    /** A level for each takes reading all that is on record of the facility. */
    private static final int MOST_DAYS = 300;

    /** From the end of a day on. */
    record Level(LocalDate from, Room room) {
        private boolean differsFrom(Level before) {
            return !room.limit().equals(before.room.limit())
                    || !room.leased().equals(before.room.leased())
                    || !room.own().equals(before.room.own())
                    || !room.used().equals(before.room.used());
        }
    }

    private Series() {}

    static List<Level> of(FacilityState facility, CapacityDimension dimension, Question question) {
        List<Level> levels = new ArrayList<>();
        for (LocalDate day : days(facility, question.day())) {
            Instant end = day.atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC);
            Instant instant = end.isAfter(question.validAsOf()) ? question.validAsOf() : end;
            Level level = new Level(day, Room.of(facility, dimension, instant));
            if (levels.isEmpty() || level.differsFrom(levels.getLast())) {
                levels.add(level);
            }
        }
        return List.copyOf(levels.subList(Math.max(0, levels.size() - MOST_LEVELS), levels.size()));
    }

    /** The latest days on which anything may have changed. */
    private static NavigableSet<LocalDate> days(FacilityState facility, LocalDate last) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        times(facility).forEach(at -> {
            days.add(at.firstDay());
            days.add(at.lastDay());
        });
        days.tailSet(last, false).clear();
        while (days.size() > MOST_DAYS) {
            days.pollFirst();
        }
        return days;
    }

    private static Stream<ValidTime> times(FacilityState facility) {
        Stream<@Nullable ValidTime> leases = facility.leases().stream()
                .flatMap(lease -> Stream.of(
                                Stream.of(lease.from()),
                                lease.terms().stream().map(Step::at),
                                lease.terms().stream().map(Step::value).map(LeaseTerms::to),
                                lease.ended().stream().map(LeaseState.Termination::at))
                        .flatMap(each -> each));
        return Stream.of(
                        facility.limits().stream().map(Step::at),
                        facility.moves().stream().map(Move::at),
                        leases)
                .flatMap(each -> each)
                .filter(Objects::nonNull);
    }
}
