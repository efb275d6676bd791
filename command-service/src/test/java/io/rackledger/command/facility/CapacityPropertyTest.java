package io.rackledger.command.facility;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.FacilityLimits;
import io.rackledger.command.decision.Moment;
import io.rackledger.command.decision.Timeline;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.FacilityId;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random workloads, transitions, leases with their amendments and terminations, and changes of limits against
 * {@link SlowSites}.
 */
class CapacityPropertyTest {
    private static final int SEQUENCES = 1_000;
    private static final int VAGUE_SEQUENCES = 250;
    private static final int COMMANDS = 14;
    private static final int READINGS = 6;
    private static final int LIMIT = 10;
    private static final List<FacilityId> SITES = List.of(new FacilityId("one"), new FacilityId("two"));
    private static final List<PartyId> PARTIES = List.of(new PartyId("a"), new PartyId("b"));

    private final int[] verdicts = new int[3];
    private Random random = new Random();
    private boolean partial;
    private SlowSites slow = new SlowSites(LIMIT);
    private List<Load> loads = new ArrayList<>();
    private List<FacilityLimits> limits = new ArrayList<>();

    @Test
    void with_days_known_no_limit_is_ever_exceeded_and_nothing_is_refused_that_fits() {
        run(false);
    }

    @Test
    void with_partial_dates_a_rule_rejects_only_what_every_reading_breaks_and_passes_only_what_none_does() {
        run(true);
    }

    private void run(boolean withPartialDates) {
        partial = withPartialDates;
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("CapacityPropertyTest: -Drackledger.seed=" + seed + (partial ? " (partial dates)" : ""));
        for (int sequence = 0; sequence < (partial ? VAGUE_SEQUENCES : SEQUENCES); sequence++) {
            random = new Random(seed + sequence);
            slow = new SlowSites(LIMIT);
            loads = new ArrayList<>();
            limits = new ArrayList<>(List.of(registered(), registered()));
            for (int command = 0; command < COMMANDS; command++) {
                step("seed " + (seed + sequence) + ", command " + command);
                if (!partial) {
                    assertWithinLimits("seed " + (seed + sequence) + ", command " + command);
                }
            }
        }
        assertThat(verdicts[Truth.NO.ordinal()]).as("accepted").isPositive();
        assertThat(verdicts[Truth.YES.ordinal()]).as("refused").isPositive();
        assertThat(verdicts[Truth.POSSIBLE.ordinal()] > 0).as("flagged").isEqualTo(partial);
    }

    private static FacilityLimits registered() {
        return FacilityLimits.UNKNOWN.with(
                CapacityDimension.POWER_MW,
                FacilityLimits.change(BigDecimal.valueOf(LIMIT), ValidTime.parse("1900"), -1));
    }

    private void assertWithinLimits(String where) {
        SlowSites.Reading exact = new SlowSites.Reading(random);
        for (int site = 0; site < 2; site++) {
            assertThat(slow.exceeded(site, day -> true, exact)).as(where).isFalse();
        }
    }

    private void step(String where) {
        int site = random.nextInt(2);
        int size = 1 + random.nextInt(LIMIT / 2);
        switch (random.nextInt(7)) {
            case 0 -> work(where, new SlowSites.Work(site, random.nextInt(2), size, date(), false));
            case 1 -> transition(where, new SlowSites.Work(site, random.nextInt(2), size, date(), true));
            case 2, 3 -> lease(where, site, size);
            case 4 -> change(where, site);
            case 5 -> amend(where, size);
            default -> terminate();
        }
    }

    private void work(String where, SlowSites.Work work) {
        Load.Workload load = workload(work);
        Truth verdict = capacity(work.site()).exceededBy(load);
        slow.works.add(work);
        check(where, verdict, reading -> slow.exceeded(work.site(), day -> day >= reading.of(work.from()), reading));
        if (counted(verdict)) {
            loads.add(load);
        } else {
            slow.works.removeLast();
        }
    }

    private void transition(String where, SlowSites.Work leaving) {
        Load.Departure departure = new Load.Departure(
                SITES.get(leaving.site()), PARTIES.get(leaving.party()), mw(leaving.size()), leaving.from());
        Truth tooLittle = capacity(leaving.site()).fallsShortOf(departure);
        check(where, tooLittle, reading -> fallsShort(leaving, reading));
        SlowSites.Work arriving =
                new SlowSites.Work(1 - leaving.site(), leaving.party(), leaving.size(), leaving.from(), false);
        Load.Workload load = workload(arriving);
        Truth tooMuch = capacity(arriving.site()).exceededBy(load);
        slow.works.add(arriving);
        check(
                where,
                tooMuch,
                reading -> slow.exceeded(arriving.site(), day -> day >= reading.of(arriving.from()), reading));
        if (counted(tooLittle.or(tooMuch))) {
            slow.works.add(leaving);
            loads.add(departure);
            loads.add(load);
        } else {
            slow.works.removeLast();
        }
    }

    private boolean fallsShort(SlowSites.Work leaving, SlowSites.Reading reading) {
        for (int day = reading.of(leaving.from()); day < SlowSites.DAYS; day++) {
            if (slow.running(leaving.site(), leaving.party(), day, reading) < leaving.size()) {
                return true;
            }
        }
        return false;
    }

    private void lease(String where, int site, int size) {
        ValidTime from = date();
        SlowSites.Rent rent = new SlowSites.Rent(site, from, new SlowSites.Terms(size, after(from), null));
        Truth verdict = capacity(site).exceededBy(lease(rent, slow.rents.size()));
        slow.rents.add(rent);
        check(
                where,
                verdict,
                reading -> slow.exceeded(site, day -> SlowSites.terms(rent, day, reading) != null, reading));
        if (!counted(verdict)) {
            slow.rents.removeLast();
        }
    }

    private void amend(String where, int size) {
        if (slow.rents.isEmpty()) {
            return;
        }
        int index = random.nextInt(slow.rents.size());
        SlowSites.Rent rent = slow.rents.get(index);
        Lease before = lease(rent, index);
        ValidTime on = date();
        ValidTime later = on.lastDay().isAfter(rent.from.lastDay()) ? on : rent.from;
        SlowSites.Terms terms = new SlowSites.Terms(size, after(later), on);
        if (before.over(Moment.at(on)) == Truth.YES) {
            return;
        }
        Timeline.Step<LeaseTerms> step = new Timeline.Step<>(terms(terms), on, Long.MAX_VALUE);
        Truth verdict = capacity(rent.site).exceededBy(before.amended(step), step);
        rent.terms.add(terms);
        check(
                where,
                verdict,
                reading -> slow.exceeded(rent.site, day -> SlowSites.terms(rent, day, reading) == terms, reading));
        if (!counted(verdict)) {
            rent.terms.removeLast();
        }
    }

    private void terminate() {
        if (!slow.rents.isEmpty()) {
            SlowSites.Rent rent = slow.rents.get(random.nextInt(slow.rents.size()));
            ValidTime on = date();
            if (on.firstDay().isAfter(rent.from.lastDay())) {
                rent.ended.add(on);
            }
        }
    }

    private void change(String where, int site) {
        SlowSites.Limit limit = new SlowSites.Limit(site, random.nextInt(LIMIT + 6), date());
        Timeline.Step<FacilityLimits.Limit> step =
                FacilityLimits.change(mw(limit.most()), limit.from(), slow.limits.size());
        Truth verdict = capacity(site).exceeds(CapacityDimension.POWER_MW, step);
        slow.limits.add(limit);
        check(where, verdict, reading -> slow.exceeded(site, day -> slow.change(site, day, reading) == limit, reading));
        if (counted(verdict)) {
            limits.set(site, limits.get(site).with(CapacityDimension.POWER_MW, step));
        } else {
            slow.limits.removeLast();
        }
    }

    private boolean counted(Truth verdict) {
        verdicts[verdict.ordinal()]++;
        return verdict != Truth.YES;
    }

    private void check(String where, Truth verdict, Predicate<SlowSites.Reading> broken) {
        for (int n = 0; n < (partial ? READINGS : 1); n++) {
            SlowSites.Reading reading = new SlowSites.Reading(random);
            boolean found = broken.test(reading);
            if (verdict != Truth.POSSIBLE) {
                assertThat(found).as("%s, read as %s", where, reading).isEqualTo(verdict == Truth.YES);
            }
        }
    }

    private Capacity capacity(int site) {
        List<Load> there = new ArrayList<>(loads);
        for (int index = 0; index < slow.rents.size(); index++) {
            there.add(lease(slow.rents.get(index), index));
        }
        there.removeIf(load -> !load.facility().equals(SITES.get(site)));
        return new Capacity(limits.get(site), there);
    }

    private static Load.Workload workload(SlowSites.Work work) {
        return new Load.Workload(SITES.get(work.site()), PARTIES.get(work.party()), mw(work.size()), work.from());
    }

    private static Lease lease(SlowSites.Rent rent, int index) {
        Timeline<LeaseTerms> terms = Timeline.of(terms(rent.terms.getFirst()));
        for (int n = 1; n < rent.terms.size(); n++) {
            terms = terms.with(new Timeline.Step<>(
                    terms(rent.terms.get(n)), rent.terms.get(n).on(), n));
        }
        Lease lease = new Lease(
                new LeaseId("lease-" + index),
                SITES.get(rent.site),
                PARTIES.getFirst(),
                PARTIES.getLast(),
                rent.from,
                terms,
                List.of());
        for (ValidTime end : rent.ended) {
            lease = lease.terminated(end);
        }
        return lease;
    }

    private static LeaseTerms terms(SlowSites.Terms terms) {
        return new LeaseTerms(mw(terms.size()), null, terms.to(), null, null);
    }

    private static BigDecimal mw(int megawatts) {
        return BigDecimal.valueOf(megawatts);
    }

    /** An end after that, or none. */
    private @Nullable ValidTime after(ValidTime from) {
        ValidTime to = random.nextInt(4) == 0 ? null : date();
        return to == null || !to.firstDay().isAfter(from.lastDay()) ? null : to;
    }

    private ValidTime date() {
        LocalDate day = SlowSites.FIRST.plusDays(random.nextInt(90));
        return !partial || random.nextBoolean()
                ? ValidTime.of(day)
                : ValidTime.parse(
                        random.nextInt(4) == 0 ? "2025-Q1" : day.toString().substring(0, 7));
    }
}
