package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Measure;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private static final int HISTORIES = 200;

    @Test
    void what_vendors_have_is_what_their_lots_come_to() {
        long first = System.nanoTime();
        System.out.println("seeds from " + first);
        int told = 0;
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Recorded> history = new RandomOrders(random).withGaps().events();
            for (OrderState order : orders(random.nextBoolean() ? history : RandomOrders.torn(history, random))) {
                told += told(order, seed);
            }
        }
        assertThat(told).isPositive();
    }

    @Test
    void going_on_from_the_state_before_comes_to_the_same() {
        long first = System.nanoTime();
        System.out.println("seeds from " + first);
        int told = 0;
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            Map<Tag, OrderState> states = new HashMap<>();
            for (Recorded event : history(random)) {
                for (Tag order : Orders.FOLD.keysOf(event)) {
                    OrderState before = states.getOrDefault(order, Orders.FOLD.initial(order));
                    OrderState after = Orders.FOLD.fold(before, event);
                    Orders.FOLD.prepare(after, before);
                    states.put(order, after);
                    told += told(after, seed);
                }
            }
        }
        assertThat(told).isPositive();
    }

    /** In the order of folding. */
    private static List<Recorded> history(Random random) {
        List<Recorded> history = new RandomOrders(random).withGaps().events();
        return new Replay(random.nextBoolean() ? history : RandomOrders.torn(history, random), Instant.MAX).history();
    }

    @Test
    void an_order_of_very_many_lots_is_not_told() {
        OrderState order = orders(Histories.worked().events()).getFirst();
        OrderState large = new OrderState(
                order.order(),
                order.buyer(),
                order.programme(),
                order.placedOn(),
                order.currency(),
                IntStream.rangeClosed(0, Holdings.MOST_LOTS)
                        .mapToObj(i -> order.lots().getFirst())
                        .toList(),
                order.movements(),
                order.settled());
        assertThat(large.holdings()).isNull();
    }

    private static List<OrderState> orders(List<Recorded> history) {
        return List.copyOf(new Replay(history, Instant.MAX).of(Orders.FOLD).values());
    }

    /** How many sums it tells. */
    private static int told(OrderState order, long seed) {
        Holdings holdings = Objects.requireNonNull(order.holdings());
        List<PartyId> vendors =
                order.lots().stream().map(LotState::vendor).distinct().toList();
        assertThat(holdings.vendors()).isEqualTo(vendors.size());
        int told = 0;
        for (int i = 0; i < vendors.size(); i++) {
            PartyId vendor = vendors.get(i);
            List<LotState> lots = order.lots().stream()
                    .filter(lot -> lot.vendor().equals(vendor))
                    .toList();
            assertThat(holdings.indexOf(vendor)).isEqualTo(i);
            assertCounts(holdings, i, lots, seed);
            assertEvents(order, holdings, i, seed);
            for (Measure measure : quantities()) {
                for (Basis basis : Basis.values()) {
                    told += told(holdings, i, basis, measure, lots, seed);
                }
            }
        }
        return told;
    }

    private static void assertEvents(OrderState order, Holdings holdings, int i, long seed) {
        assertThat(holdings.tellsEvents()).as("seed %d", seed).isTrue();
        assertThat(order.movements())
                .filteredOn(movement -> movement.at() != null)
                .allSatisfy(movement -> assertThat(movement.at().firstEpochDay())
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(holdings.firstDay()));
        for (Basis basis : Basis.values()) {
            long events = order.movements().stream()
                    .filter(movement -> movement.vendor().equals(holdings.vendor(i)) && basis.restsOn(movement.kind()))
                    .mapToLong(Movement::position)
                    .distinct()
                    .count();
            assertThat(holdings.events(i, basis)).as("seed %d, %s", seed, basis).isEqualTo(events);
        }
    }

    @Test
    void the_same_lots_after_something_else_happened_are_told_anew() {
        OrderState order = orders(Histories.worked().events()).getFirst();
        OrderState later = new OrderState(
                order.order(),
                order.buyer(),
                order.programme(),
                order.placedOn(),
                order.currency(),
                order.lots(),
                Stream.concat(
                                order.movements().stream(),
                                order.movements().stream().limit(1))
                        .toList(),
                order.settled());
        Holdings before = Objects.requireNonNull(order.holdings());
        assertThat(later.holdings()).isNotSameAs(before);
        assertThat(order.holdings()).isNotSameAs(later.holdings());
    }

    private static int told(Holdings holdings, int i, Basis basis, Measure measure, List<LotState> lots, long seed) {
        Bounds whole = lots.stream().map(lot -> lot.bounds(basis, measure)).reduce(Bounds.NOTHING, Bounds::plus);
        assertThat(whole.isExact() || !holdings.isExact(i, basis, measure))
                .as("seed %d: %s %s", seed, basis, measure)
                .isTrue();
        if (!holdings.tells(i, basis, measure)) {
            return 0;
        }
        Sum sum = new Sum();
        holdings.add(i, basis, measure, sum);
        assertThat(sum.bounds()).as("seed %d: %s %s", seed, basis, measure).isEqualTo(whole);
        return 1;
    }

    private static void assertCounts(Holdings holdings, int i, List<LotState> lots, long seed) {
        List<LotState> open = lots.stream().filter(LotState::isOpen).toList();
        assertThat(List.of(holdings.lots(i), holdings.lots(i, Basis.AWARDED), holdings.open(i), holdings.openKnown(i)))
                .as("seed %d", seed)
                .containsExactly(
                        lots.size(),
                        (int) lots.stream().filter(LotState::isAwarded).count(),
                        open.size(),
                        (int) open.stream().filter(HoldingsTest::isKnown).count());
        for (Measure measure : quantities()) {
            assertThat(holdings.nothingOpen(i, measure)).as("seed %d", seed).isEqualTo((int) lots.stream()
                    .map(lot -> lot.bounds(Basis.OPEN, measure))
                    .filter(bounds -> bounds.isExact() && bounds.low().signum() == 0)
                    .count());
        }
    }

    private static boolean isKnown(LotState lot) {
        return quantities().stream()
                .anyMatch(measure -> lot.bounds(Basis.OPEN, measure).isExact());
    }

    private static List<Measure> quantities() {
        return Stream.of(Measure.values())
                .filter(measure -> measure != Measure.SHARE)
                .toList();
    }
}
