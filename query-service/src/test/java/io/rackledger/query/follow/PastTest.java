package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Confidence;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.events.Tag;
import io.rackledger.query.claim.RandomClaims;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.RandomListings;
import io.rackledger.query.fold.RandomOrders;
import io.rackledger.query.recount.EveryView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was known at other dates equals a fold, from the first event on, of what counts then. */
class PastTest {
    private static final int HISTORIES = 50;
    private static final int POINTS = 20;
    private static final List<Fold<?>> FOLDS = EveryView.ALL.stream()
            .flatMap(view -> view.folds().stream())
            .distinct()
            .<Fold<?>>map(fold -> fold)
            .toList();

    @Test
    void a_thousand_random_points_equal_a_fold_of_what_counts_there() {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Recorded> history = doubted(new TwoHistories(some(random), some(random), random).changed(), random);
            LedgerEvents events = new LedgerEvents(new MemoryLedger(history, random));
            Past past = new Past(events, 1 + random.nextInt(100));
            for (int i = 0; i < POINTS; i++) {
                Cut cut = cut(history, random);
                for (Fold<?> fold : FOLDS) {
                    assertThat(past.at(cut, List.of(fold)).of(fold))
                            .as("seed %s, %s at %s", seed, fold.name(), cut)
                            .isEqualTo(folded(fold, history, cut));
                }
            }
        }
    }

    private static Cut cut(List<Recorded> history, Random random) {
        Recorded one = history.get(random.nextInt(history.size()));
        Recorded other = history.get(random.nextInt(history.size()));
        Instant validAsOf = one.validAt() == null ? Instant.MAX : one.validAt().earliest();
        return new Cut(
                random.nextInt(4) == 0 ? Instant.MAX : validAsOf,
                random.nextBoolean() ? Instant.MAX : other.recordedAt(),
                random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(history.size() + 2),
                random.nextInt(3) == 0 ? Confidence.values()[random.nextInt(5)] : Confidence.SPECULATED);
    }

    private static <S> Map<Tag, S> folded(Fold<S> fold, List<Recorded> history, Cut cut) {
        Map<Tag, List<Recorded>> byEntity = new LinkedHashMap<>();
        LedgerEvents.told(history.stream().filter(cut::knew).toList(), fold.types())
                .filter(cut::holds)
                .sorted(EventOrder.OF_EVENTS)
                .forEach(fact -> fold.keysOf(fact)
                        .forEach(key -> byEntity.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(fact)));
        Map<Tag, S> states = new HashMap<>();
        byEntity.forEach(
                (key, facts) -> states.put(key, Entity.of(fold, key, facts).state()));
        return states;
    }

    private static List<Recorded> some(Random random) {
        List<Recorded> some = new ArrayList<>(new RandomClaims(random, n -> Recorded.id("c" + n, 0)).claims());
        some.addAll(new RandomOrders(random).withGaps().events());
        some.addAll(new RandomListings(random).history().events());
        return some;
    }

    /** Some of it founded worse than the rest. */
    private static List<Recorded> doubted(List<Recorded> history, Random random) {
        return history.stream()
                .map(each -> random.nextInt(5) == 0 ? doubted(each, Confidence.values()[random.nextInt(5)]) : each)
                .toList();
    }

    private static Recorded doubted(Recorded each, Confidence confidence) {
        return new Recorded(
                each.position(),
                each.id(),
                each.recordedAt(),
                each.validAt(),
                each.mode(),
                new Provenance(new SourceId("s-1"), null, null, confidence),
                each.actor(),
                each.command(),
                each.correlation(),
                each.event());
    }
}
