package io.rackledger.query.fold;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.SECOND_LOT;
import static io.rackledger.query.fold.Histories.SMCI_LOT;
import static io.rackledger.query.fold.Histories.amended;
import static io.rackledger.query.fold.Histories.cancelled;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.shifted;
import static io.rackledger.query.fold.Histories.smci;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the date asked about lies within an event's span, figures cover both readings. */
class OrderAsOfTest {
    private static final int SEEDS = 300;
    private static final List<Measure> MEASURES = List.of(Measure.RACKS, Measure.GPUS, Measure.POWER_MW, Measure.VALUE);

    @ParameterizedTest
    @CsvSource({
        "2024-09-29, OPEN, 800, 800",
        "2024-11-15, OPEN, 400, 800",
        "2024-11-15, DELIVERED, 0, 400",
        "2024-11-15, COMMITTED, 800, 800",
        "2024-12-31, OPEN, 400, 400",
        "2024-12-31, DELIVERED, 400, 400",
    })
    void a_delivery_of_some_quarter_may_have_come_or_not_while_the_quarter_lasts(
            String day, Basis basis, long low, long high) {
        Histories history = new Histories()
                .then("2024-06-19", placed(null, dell(racks(800))))
                .then("2024-Q4", delivered("d-1", DELL_LOT, DELL, racks(400)));

        assertThat(order(history.by(day)).lots().getFirst().bounds(basis, Measure.RACKS))
                .isEqualTo(bounds(low, high));
    }

    @Test
    void a_shift_that_may_have_happened_takes_nothing_from_the_whole() {
        OrderAsOf order = order(new Histories()
                .then("2024-06-19", placed(null, dell(racks(800)), smci(racks(800))))
                .then("2024-09-30", delivered("d-2", SMCI_LOT, Histories.SUPERMICRO, racks(400)))
                .then("2024-11", shifted(true, racks(400)))
                .by("2024-11-18"));

        assertThat(lot(order, SMCI_LOT).bounds(Basis.OPEN, Measure.RACKS)).isEqualTo(bounds(0, 400));
        assertThat(lot(order, SECOND_LOT).bounds(Basis.OPEN, Measure.RACKS)).isEqualTo(bounds(0, 400));
        assertThat(order.total(Basis.OPEN, Measure.RACKS)).isEqualTo(bounds(1200, 1200));
        assertThat(order.total(Basis.COMMITTED, Measure.RACKS)).isEqualTo(bounds(1600, 1600));
    }

    @Test
    void each_amendment_that_may_have_happened_may_have_been_the_last() {
        OrderAsOf order = order(new Histories()
                .then("2024-06-19", placed(null, dell(racks(100))))
                .then("2024-10", amended(DELL_LOT, DELL, racks(300)))
                .then("2024-10", amended(DELL_LOT, DELL, racks(50)))
                .by("2024-10-15"));

        assertThat(lot(order, DELL_LOT).bounds(Basis.AWARDED, Measure.RACKS)).isEqualTo(bounds(50, 300));
    }

    @Test
    void what_surely_happened_was_ordered_before() {
        Histories history = new Histories()
                .then("2024", placed(null, dell(racks(100))))
                .then("2024-11-01", delivered("d-1", DELL_LOT, DELL, racks(40)));

        assertThat(order(history.by("2024-10-31")).total(Basis.OPEN, Measure.RACKS))
                .isEqualTo(bounds(0, 100));
        assertThat(order(history.by("2024-11-01")).total(Basis.OPEN, Measure.RACKS))
                .isEqualTo(bounds(60, 60));
    }

    @Test
    void a_cancellation_that_may_have_happened_is_counted_and_not() {
        OrderAsOf order = order(
                worked().then("2025", cancelled(DELL_LOT, DELL, racks(100))).by("2025-02-01"));

        assertThat(order.cancelled(Measure.RACKS)).isEqualTo(bounds(50, 150));
        assertThat(order.total(Basis.OPEN, Measure.RACKS)).isEqualTo(bounds(350, 450));
    }

    @Test
    void what_nobody_dates_had_happened_when_it_was_recorded() {
        Histories history = worked().then(null, delivered("d-4", DELL_LOT, DELL, racks(10)));

        assertThat(order(history.by("2025-02-01")).total(Basis.DELIVERED, Measure.RACKS))
                .isEqualTo(bounds(1100, 1110));
        assertThat(order(history.by("2026-02-01")).total(Basis.DELIVERED, Measure.RACKS))
                .isEqualTo(bounds(1110, 1110));
    }

    @Test
    void an_instant_of_which_all_days_are_known_costs_nothing() {
        assertThat(order(worked().by("2024-12-31")).isCertain()).isTrue();
        assertThat(order(new Replay(worked().events(), Instant.parse("2024-12-31T12:00:00Z")))
                        .isCertain())
                .isFalse();
    }

    @Test
    void what_is_known_to_the_day_lies_within_what_is_known_to_the_year() {
        long first = System.nanoTime();
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + SEEDS; seed++) {
            Random random = new Random(seed);
            List<Recorded> exact = new RandomOrders(random).whole().events();
            Replay vague = new Replay(vague(exact, random), day(random));
            Replay known = new Replay(exact, vague.validAsOf());
            Map<?, OrderAsOf> bounds = byId(vague);
            byId(known).forEach((id, order) -> assertHolds(bounds.get(id), order));
        }
    }

    private static void assertHolds(OrderAsOf outer, OrderAsOf inner) {
        for (Measure measure : MEASURES) {
            for (Basis basis : Basis.values()) {
                assertHolds(outer.total(basis, measure), inner.total(basis, measure), outer);
                for (LotAsOf lot : inner.lots()) {
                    assertHolds(lot(outer, lot.lot()).bounds(basis, measure), lot.bounds(basis, measure), outer);
                }
            }
            assertHolds(outer.cancelled(measure), inner.cancelled(measure), outer);
        }
    }

    private static void assertHolds(Bounds outer, Bounds inner, OrderAsOf order) {
        assertThat(inner.low()).as("%s", order).isGreaterThanOrEqualTo(outer.low());
        if (outer.high() != null) {
            assertThat(inner.high()).as("%s", order).isLessThanOrEqualTo(outer.high());
        }
    }

    /** Only as vague as leaves amendments in their order. */
    private static List<Recorded> vague(List<Recorded> exact, Random random) {
        Histories vague = new Histories();
        for (Recorded each : exact) {
            int least = each.event() instanceof ServerOrderAmended ? 7 : 4;
            int length = List.of(4, 7, 10).get(random.nextInt(3));
            vague.then(each.validAt().text().substring(0, Math.max(least, length)), each.event());
        }
        return vague.events();
    }

    private static Map<?, OrderAsOf> byId(Replay replay) {
        return OrderAsOf.all(replay, new Question(replay.validAsOf(), Map.of()))
                .collect(Collectors.toMap(OrderAsOf::order, order -> order));
    }

    private static Instant day(Random random) {
        return Instant.parse("2024-01-01T23:59:59Z").plusSeconds(86_400L * random.nextInt(366));
    }

    private static OrderAsOf order(Replay replay) {
        return OrderAsOf.all(replay, new Question(replay.validAsOf(), Map.of()))
                .findFirst()
                .orElseThrow();
    }

    private static LotAsOf lot(OrderAsOf order, LotId id) {
        return order.lots().stream()
                .filter(lot -> lot.lot().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Bounds bounds(long low, long high) {
        return new Bounds(BigDecimal.valueOf(low), BigDecimal.valueOf(high));
    }
}
