package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Confidence;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.RandomWorld;
import io.rackledger.query.fold.View;
import io.rackledger.query.recount.EveryView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Retraction and correction reach every view exactly as if the history had been recorded right at first. */
class ChangesReachEveryViewTest {
    private static final int HISTORIES = 25;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");
    private static final List<View> VIEWS = EveryView.ALL;
    private static final List<Fold<?>> FOLDS = VIEWS.stream()
            .flatMap(view -> view.folds().stream())
            .distinct()
            .<Fold<?>>map(fold -> fold)
            .toList();

    /** Without those that tell of changes themselves. */
    private static final List<Fold<?>> OF_FACTS = FOLDS.stream()
            .filter(fold -> Collections.disjoint(fold.types(), Facts.CHANGES))
            .toList();

    private interface Law {
        void holds(TwoHistories histories, Random random) throws InterruptedException;
    }

    @Test
    void what_is_followed_batch_by_batch_ends_as_if_it_had_been_recorded_right() throws InterruptedException {
        seeds((histories, random) -> {
            Image changed = followed(histories.changed(), random);
            Image right = followed(histories.right(), random);
            assertAlike(changed, right, LATER, OF_FACTS);
        });
    }

    @Test
    void what_is_asked_of_other_dates_is_answered_as_if_it_had_been_recorded_right() throws InterruptedException {
        seeds((histories, random) -> {
            Instant validAsOf = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(86_400L * random.nextInt(1_200));
            Cut cut = new Cut(validAsOf, Instant.MAX, Long.MAX_VALUE, Confidence.SPECULATED);
            assertAlike(
                    past(histories.changed(), random, cut), past(histories.right(), random, cut), validAsOf, OF_FACTS);
        });
    }

    @Test
    void what_is_followed_is_what_was_known_by_its_last_position() throws InterruptedException {
        seeds((histories, random) -> {
            List<Recorded> history = histories.changed();
            int size = 1 + random.nextInt(history.size());
            Cut cut = new Cut(Instant.MAX, Instant.MAX, size, Confidence.SPECULATED);
            assertAlike(followed(history.subList(0, size), random), past(history, random, cut), LATER, FOLDS);
        });
    }

    @Test
    void what_was_known_by_an_instant_and_founded_well_enough_is_what_was_recorded_of_that_by_then()
            throws InterruptedException {
        seeds((histories, random) -> {
            List<Recorded> history = histories.changed();
            Instant knownAsOf = history.get(random.nextInt(history.size())).recordedAt();
            Confidence least = Confidence.values()[random.nextInt(Confidence.values().length)];
            List<Recorded> then = history.stream()
                    .filter(each -> !each.recordedAt().isAfter(knownAsOf))
                    .toList();
            Cut cut = new Cut(LATER, knownAsOf, Long.MAX_VALUE, least);
            Cut all = new Cut(LATER, Instant.MAX, Long.MAX_VALUE, least);
            assertAlike(past(history, random, cut), past(then, random, all), LATER, FOLDS);
        });
    }

    private static Image followed(List<Recorded> history, Random random) throws InterruptedException {
        MemoryLedger ledger = new MemoryLedger(history, new Random(random.nextLong()));
        try (Follower follower = new Follower(ledger, new LedgerEvents(ledger), new NoStore(), FOLDS)) {
            follower.start();
            Image image = follower.awaitSize(history.size(), LIMIT);
            assertThat(follower.trouble()).isEmpty();
            assertThat(follower.halted()).isEmpty();
            assertThat(image.size()).isEqualTo(history.size());
            return image;
        }
    }

    private static Folded past(List<Recorded> history, Random random, Cut cut) {
        return new Past(new LedgerEvents(new MemoryLedger(history, random)), 1_000).at(cut, FOLDS);
    }

    private static void assertAlike(Folded one, Folded other, Instant validAsOf, List<Fold<?>> folds) {
        for (Fold<?> fold : folds) {
            assertThat(one.of(fold)).as(fold.name()).isEqualTo(other.of(fold));
        }
        for (View view : VIEWS) {
            assertThat(answer(view, one, validAsOf)).as(view.name()).isEqualTo(answer(view, other, validAsOf));
        }
    }

    private static Answer answer(View view, Folded folded, Instant validAsOf) {
        Map<String, String> fallbacks = new HashMap<>();
        view.parameters().forEach(parameter -> {
            if (parameter.fallback() != null) {
                fallbacks.put(parameter.name(), parameter.fallback());
            }
        });
        return view.answer(folded, new Question(validAsOf, fallbacks));
    }

    private static List<Recorded> some(Random random) {
        return RandomWorld.ofFacts(random, n -> Recorded.id("c" + n, 0));
    }

    private static void seeds(Law law) throws InterruptedException {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            try {
                law.holds(new TwoHistories(some(random), some(random), random), random);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed + ": set it with -Drackledger.seed", broken);
            }
        }
    }
}
