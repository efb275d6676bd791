package io.rackledger.command.facility;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.FacilityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random workloads, transitions and leases against a slow model that counts megawatts day by day, for one reading of
 * the dates at a time. A reading gives each text one day; only a departure frees its room from its earliest day.
 */
class CapacityPropertyTest {
    private static final int SEQUENCES = 2_000;
    private static final int COMMANDS = 12;
    private static final int READINGS = 6;
    private static final int LIMIT = 10;
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 120;
    private static final List<FacilityId> SITES = List.of(new FacilityId("one"), new FacilityId("two"));
    private static final List<PartyId> PARTIES = List.of(new PartyId("a"), new PartyId("b"));

    @Test
    void with_days_known_no_limit_is_ever_exceeded_and_nothing_is_refused_that_fits() {
        run(false);
    }

    @Test
    void with_partial_dates_a_rule_rejects_only_what_every_reading_breaks_and_passes_only_what_none_does() {
        run(true);
    }

    private static void run(boolean partial) {
        long seed = System.nanoTime();
        System.out.println("CapacityPropertyTest seed " + seed + (partial ? " (partial dates)" : ""));
        Random random = new Random(seed);
        int[] verdicts = new int[3];
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            List<Load> loads = new ArrayList<>();
            for (int command = 0; command < COMMANDS; command++) {
                verdicts[add(loads, random, partial).ordinal()]++;
            }
        }
        assertThat(verdicts[Truth.NO.ordinal()]).as("accepted").isPositive();
        assertThat(verdicts[Truth.YES.ordinal()]).as("refused").isPositive();
        assertThat(verdicts[Truth.POSSIBLE.ordinal()] > 0).as("flagged").isEqualTo(partial);
    }

    private static Truth add(List<Load> loads, Random random, boolean partial) {
        FacilityId site = SITES.get(random.nextInt(2));
        PartyId party = PARTIES.get(random.nextInt(2));
        BigDecimal size = BigDecimal.valueOf(1 + random.nextInt(LIMIT / 2));
        ValidTime from = date(random, partial);
        List<Load> added = new ArrayList<>();
        switch (random.nextInt(3)) {
            case 0 -> added.add(new Load.Workload(site, party, size, from));
            case 1 -> {
                ValidTime to = random.nextInt(4) == 0 ? null : date(random, partial);
                if (to != null && !to.firstDay().isAfter(from.lastDay())) {
                    return Truth.NO;
                }
                added.add(new Load.Lease(site, size, null, from, to));
            }
            default -> {
                added.add(new Load.Departure(site, party, size, from));
                added.add(new Load.Workload(SITES.get(1 - SITES.indexOf(site)), party, size, from));
            }
        }
        Truth broken = Truth.NO;
        for (Load load : added) {
            Truth verdict = verdict(loads, load);
            check(loads, load, verdict, partial ? READINGS : 1, random);
            broken = broken.or(verdict);
        }
        if (broken != Truth.YES) {
            loads.addAll(added);
        }
        return broken;
    }

    private static Truth verdict(List<Load> loads, Load added) {
        Capacity capacity = new Capacity(
                Facilities.limits(String.valueOf(LIMIT), null),
                loads.stream()
                        .filter(load -> load.facility().equals(added.facility()))
                        .toList());
        return added instanceof Load.Departure departure
                ? capacity.fallsShortOf(departure)
                : capacity.exceededBy(added);
    }

    private static void check(List<Load> loads, Load added, Truth verdict, int readings, Random random) {
        for (int n = 0; n < readings; n++) {
            Map<String, Integer> reading = new HashMap<>();
            boolean broken = broken(loads, added, reading, random);
            if (verdict != Truth.POSSIBLE) {
                assertThat(broken)
                        .as("%s after %s, read as %s", added, loads, reading)
                        .isEqualTo(verdict == Truth.YES);
            }
        }
    }

    private static boolean broken(List<Load> loads, Load added, Map<String, Integer> reading, Random random) {
        for (int day = 0; day < DAYS; day++) {
            if (!covers(added, day, reading, random)) {
                continue;
            }
            if (added instanceof Load.Departure departure) {
                if (running(loads, departure, day, reading, random) < size(added)) {
                    return true;
                }
            } else if (taken(loads, added.facility(), day, reading, random) + size(added) > LIMIT) {
                return true;
            }
        }
        return false;
    }

    private static int running(
            List<Load> loads, Load.Departure departure, int day, Map<String, Integer> reading, Random random) {
        int running = 0;
        for (Load load : loads) {
            if (load.facility().equals(departure.facility()) && covers(load, day, reading, random)) {
                if (load instanceof Load.Workload work && work.party().equals(departure.party())) {
                    running += size(work);
                } else if (load instanceof Load.Departure gone && gone.party().equals(departure.party())) {
                    running -= size(gone);
                }
            }
        }
        return running;
    }

    private static int taken(List<Load> loads, FacilityId site, int day, Map<String, Integer> reading, Random random) {
        int leased = 0;
        int[] own = new int[PARTIES.size()];
        for (Load load : loads) {
            if (load.facility().equals(site)) {
                switch (load) {
                    case Load.Lease lease -> leased += covers(lease, day, reading, random) ? size(lease) : 0;
                    case Load.Workload work ->
                        own[PARTIES.indexOf(work.party())] += covers(work, day, reading, random) ? size(work) : 0;
                    case Load.Departure gone ->
                        own[PARTIES.indexOf(gone.party())] -=
                                day >= dayOf(gone.from().firstDay()) ? size(gone) : 0;
                }
            }
        }
        return leased + Math.max(0, own[0]) + Math.max(0, own[1]);
    }

    private static boolean covers(Load load, int day, Map<String, Integer> reading, Random random) {
        ValidTime to = load instanceof Load.Lease lease ? lease.to() : null;
        return day >= read(load.from(), reading, random) && (to == null || day < read(to, reading, random));
    }

    private static int read(ValidTime time, Map<String, Integer> reading, Random random) {
        return reading.computeIfAbsent(
                time.text(),
                text -> dayOf(time.firstDay())
                        + random.nextInt(1 + (int) ChronoUnit.DAYS.between(time.firstDay(), time.lastDay())));
    }

    private static int dayOf(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(FIRST, day);
    }

    private static int size(Load load) {
        BigDecimal size = switch (load) {
            case Load.Lease lease -> lease.powerMw();
            case Load.Workload work -> work.powerMw();
            case Load.Departure gone -> gone.powerMw();
        };
        return size.intValueExact();
    }

    private static ValidTime date(Random random, boolean partial) {
        LocalDate day = FIRST.plusDays(random.nextInt(90));
        return !partial || random.nextBoolean()
                ? ValidTime.of(day)
                : ValidTime.parse(
                        random.nextInt(4) == 0 ? "2025-Q1" : day.toString().substring(0, 7));
    }
}
