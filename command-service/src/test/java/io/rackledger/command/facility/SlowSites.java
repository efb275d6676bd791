package io.rackledger.command.facility;

import io.rackledger.events.ValidTime;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Megawatts counted day by day, slowly and obviously, for one reading of the dates at a time. A reading gives each text
 * one day; only a departure frees its room from its earliest day.
 */
final class SlowSites {
    static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    static final int DAYS = 130;

    record Work(int site, int party, int size, ValidTime from, boolean leaves) {}

    record Limit(int site, int most, ValidTime from) {}

    record Terms(int size, @Nullable ValidTime to, @Nullable ValidTime on) {}

    static final class Rent {
        final int site;
        final ValidTime from;
        final List<Terms> terms = new ArrayList<>();
        final List<ValidTime> ended = new ArrayList<>();

        Rent(int site, ValidTime from, Terms first) {
            this.site = site;
            this.from = from;
            terms.add(first);
        }
    }

    /** What each text is read as. */
    static final class Reading {
        private final Map<String, Integer> days = new HashMap<>();
        private final Random random;

        Reading(Random random) {
            this.random = random;
        }

        int of(ValidTime time) {
            return days.computeIfAbsent(
                    time.text(),
                    text -> dayOf(time.firstDay())
                            + random.nextInt(1 + (int) ChronoUnit.DAYS.between(time.firstDay(), time.lastDay())));
        }

        @Override
        public String toString() {
            return days.toString();
        }
    }

    final List<Work> works = new ArrayList<>();
    final List<Rent> rents = new ArrayList<>();
    final List<Limit> limits = new ArrayList<>();
    private final int registered;

    SlowSites(int registered) {
        this.registered = registered;
    }

    private static int dayOf(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(FIRST, day);
    }

    /** The limit in force: of the changes by that day the latest, of those on one day the last. */
    int limit(int site, int day, Reading reading) {
        Limit change = change(site, day, reading);
        return change == null ? registered : change.most();
    }

    @Nullable
    Limit change(int site, int day, Reading reading) {
        Limit latest = null;
        for (Limit limit : limits) {
            boolean counts = limit.site() == site && reading.of(limit.from()) <= day;
            if (counts && (latest == null || reading.of(limit.from()) >= reading.of(latest.from()))) {
                latest = limit;
            }
        }
        return latest;
    }

    /** The terms that a lease has on a day; null where it doesn't run. */
    static @Nullable Terms terms(Rent rent, int day, Reading reading) {
        if (day < reading.of(rent.from) || rent.ended.stream().anyMatch(end -> day >= reading.of(end))) {
            return null;
        }
        Terms latest = rent.terms.getFirst();
        for (Terms terms : rent.terms.subList(1, rent.terms.size())) {
            boolean begun = reading.of(terms.on()) <= day;
            if (begun && (latest.on() == null || reading.of(terms.on()) >= reading.of(latest.on()))) {
                latest = terms;
            }
        }
        return latest.to() != null && day >= reading.of(latest.to()) ? null : latest;
    }

    int taken(int site, int day, Reading reading) {
        int taken = 0;
        for (Rent rent : rents) {
            Terms terms = terms(rent, day, reading);
            taken += rent.site == site && terms != null ? terms.size() : 0;
        }
        int[] own = new int[2];
        for (Work work : works) {
            if (work.site() == site && !work.leaves() && day >= reading.of(work.from())) {
                own[work.party()] += work.size();
            } else if (work.site() == site
                    && work.leaves()
                    && day >= dayOf(work.from().firstDay())) {
                own[work.party()] -= work.size();
            }
        }
        return taken + Math.max(0, own[0]) + Math.max(0, own[1]);
    }

    int running(int site, int party, int day, Reading reading) {
        int running = 0;
        for (Work work : works) {
            if (work.site() == site && work.party() == party && day >= reading.of(work.from())) {
                running += work.leaves() ? -work.size() : work.size();
            }
        }
        return running;
    }

    /** Whether a limit is exceeded on some of the days. */
    boolean exceeded(int site, IntPredicate days, Reading reading) {
        for (int day = 0; day < DAYS; day++) {
            if (days.test(day) && taken(site, day, reading) > limit(site, day, reading)) {
                return true;
            }
        }
        return false;
    }
}
