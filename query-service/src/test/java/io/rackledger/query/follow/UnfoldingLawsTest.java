package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Confidence;
import io.rackledger.events.OrderId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.OrderBook;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.RandomOrders;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Unfolding.Manner;
import io.rackledger.query.follow.Unfolding.Sequence;
import io.rackledger.query.follow.Unfolding.Step;
import io.rackledger.query.recount.EveryView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is corrected, retracted or heard of late on the way: told to its end, a tale comes to what serves live. */
class UnfoldingLawsTest {
    private static final int HISTORIES = 60;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");
    private static final List<Fold<?>> FOLDS = EveryView.ALL.stream()
            .flatMap(view -> view.folds().stream())
            .distinct()
            .<Fold<?>>map(fold -> fold)
            .toList();

    private interface Law {
        void holds(List<Recorded> history, Random random) throws InterruptedException;
    }

    @Test
    void the_last_step_of_an_order_is_the_order_as_it_serves_live() throws InterruptedException {
        seeds((history, random) -> {
            Map<OrderId, OrderState> live = live(history, random);
            for (OrderId order : live.keySet()) {
                for (Manner manner : manners()) {
                    Unfolding unfolding = new Unfolding(
                            Tale.of(order, events(history, random)::about, history.size()), manner, FOLDS);
                    unfolding.forEachRemaining(step -> {});
                    assertThat(unfolding.now().of(Orders.FOLD).values())
                            .as("%s, %s", order, manner)
                            .containsExactly(live.get(order));
                }
            }
        });
    }

    @Test
    void the_last_step_of_a_programme_is_all_its_orders_as_they_serve_live() throws InterruptedException {
        ProgrammeId programme = new ProgrammeId("colossus");
        seeds((history, random) -> {
            List<OrderState> live = live(history, random).values().stream()
                    .filter(order -> programme.equals(order.programme()))
                    .toList();
            for (Manner manner : manners()) {
                Unfolding unfolding = new Unfolding(
                        Tale.of(programme, events(history, random)::about, history.size()), manner, FOLDS);
                unfolding.forEachRemaining(step -> {});
                assertThat(unfolding.now().of(Orders.FOLD).values())
                        .as("%s", manner)
                        .containsExactlyInAnyOrderElementsOf(live);
            }
        });
    }

    @Test
    void every_step_begins_where_the_one_before_ended_and_what_it_didnt_touch_answers_the_same()
            throws InterruptedException {
        seeds((history, random) -> {
            Tale tale = Tale.of(new OrderId("ord-1"), events(history, random)::about, history.size());
            for (Manner manner : manners()) {
                Unfolding unfolding = new Unfolding(tale, manner, FOLDS);
                OrderBook last = book(unfolding.now());
                while (unfolding.hasNext()) {
                    Step step = unfolding.next();
                    assertThat(book(step.before())).isEqualTo(last);
                    last = book(step.after());
                    EveryView.ALL.stream()
                            .filter(view -> Collections.disjoint(view.folds(), step.touched()))
                            .forEach(view -> assertThat(answer(view, step.after()))
                                    .as(view.name())
                                    .isEqualTo(answer(view, step.before())));
                }
            }
        });
    }

    private static OrderBook book(io.rackledger.query.fold.Folded folded) {
        return OrderBook.of(folded.of(Orders.FOLD).values());
    }

    private static io.rackledger.query.fold.Answer answer(View view, io.rackledger.query.fold.Folded folded) {
        Map<String, String> fallbacks = new HashMap<>();
        view.parameters().stream()
                .filter(parameter -> parameter.fallback() != null)
                .forEach(parameter -> fallbacks.put(parameter.name(), parameter.fallback()));
        return view.answer(folded, new Question(LATER, fallbacks));
    }

    private static List<Manner> manners() {
        List<Manner> manners = new ArrayList<>();
        for (Sequence sequence : Sequence.values()) {
            for (boolean byDay : List.of(false, true)) {
                manners.add(new Manner(sequence, byDay, Instant.MIN, Instant.MAX, Instant.MAX, Confidence.SPECULATED));
            }
        }
        return manners;
    }

    private static LedgerEvents events(List<Recorded> history, Random random) {
        return new LedgerEvents(new MemoryLedger(history, random));
    }

    private static Map<OrderId, OrderState> live(List<Recorded> history, Random random) throws InterruptedException {
        MemoryLedger ledger = new MemoryLedger(history, new Random(random.nextLong()));
        try (Follower follower = new Follower(ledger, new LedgerEvents(ledger), new NoStore(), FOLDS)) {
            follower.start();
            Image image = follower.awaitSize(history.size(), LIMIT);
            assertThat(follower.halted()).isEmpty();
            assertThat(image.size()).isEqualTo(history.size());
            return image.of(Orders.FOLD).values().stream().collect(Collectors.toMap(OrderState::order, order -> order));
        }
    }

    private static List<Recorded> some(Random random) {
        return new RandomOrders(random).withGaps().events();
    }

    private static void seeds(Law law) throws InterruptedException {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            try {
                List<Recorded> course = RandomOrders.torn(some(random), random);
                law.holds(new TwoHistories(course, some(random), random).changed(), random);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed + ": set it with -Drackledger.seed", broken);
            }
        }
    }
}
