package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.events.Confidence;
import io.rackledger.events.Recorded;
import io.rackledger.query.claim.RandomClaims;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.RandomAlliances;
import io.rackledger.query.fold.RandomDisclosures;
import io.rackledger.query.fold.RandomFacilities;
import io.rackledger.query.fold.RandomListings;
import io.rackledger.query.fold.RandomOrders;
import io.rackledger.query.fold.RandomParties;
import io.rackledger.query.fold.RandomProgrammes;
import io.rackledger.query.fold.RandomRounds;
import io.rackledger.query.fold.RandomSupply;
import io.rackledger.query.fold.View;
import io.rackledger.query.recount.EveryView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is supposed is what it would come to if it were recorded, whatever is corrected or retracted before or in it. */
class SupposedTest {
    private static final int HISTORIES = 20;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant LATER = Instant.parse("2199-01-01T00:00:00Z");
    private static final List<View> VIEWS = EveryView.ALL;
    private static final List<Fold<?>> FOLDS = VIEWS.stream()
            .flatMap(view -> view.folds().stream())
            .distinct()
            .<Fold<?>>map(fold -> fold)
            .toList();

    private interface Law {
        void holds(List<Recorded> history, int at, int to, Random random) throws InterruptedException;
    }

    @Test
    void supposed_on_what_is_so_now_it_is_as_if_it_had_been_recorded() throws InterruptedException {
        seeds((history, at, to, random) -> {
            Cut all = new Cut(LATER, Instant.MAX, at, Confidence.SPECULATED);
            Image before = followed(history.subList(0, at), random);
            LedgerEvents events = events(history.subList(0, at), random);

            Supposed supposed = new Supposed(events, history.subList(at, to), all);

            assertAlike(supposed.over(before), followed(history.subList(0, to), random), LATER);
            assertUntouchedAreTheSame(supposed, before);
        });
    }

    @Test
    void supposed_on_an_earlier_position_and_date_it_is_as_if_it_had_been_recorded_then() throws InterruptedException {
        seeds((history, at, to, random) -> {
            Instant validAsOf = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(86_400L * random.nextInt(1_200));
            Confidence confidence = Confidence.values()[random.nextInt(Confidence.values().length)];
            LedgerEvents events = events(history, random);
            Past past = new Past(events, 1_000);
            Cut then = new Cut(validAsOf, Instant.MAX, at, confidence);
            Cut recorded = new Cut(validAsOf, Instant.MAX, to, confidence);
            List<Recorded> decided = history.subList(at, to);

            Supposed supposed = new Supposed(events, decided, then);

            assertAlike(supposed.over(past.at(then, FOLDS)), past.at(recorded, FOLDS), validAsOf);
            assertUntouchedAreTheSame(supposed, past.at(then, FOLDS));
        });
    }

    @Test
    void what_does_not_go_on_from_the_position_is_not_supposed() {
        List<Recorded> history = some(new Random(1));
        LedgerEvents events = events(history, new Random(1));
        Cut cut = new Cut(LATER, Instant.MAX, 3, Confidence.SPECULATED);

        assertThatIllegalArgumentException().isThrownBy(() -> new Supposed(events, history.subList(4, 5), cut));
    }

    private static void assertAlike(Folded one, Folded other, Instant validAsOf) {
        for (Fold<?> fold : FOLDS) {
            assertThat(one.of(fold)).as(fold.name()).isEqualTo(other.of(fold));
        }
        for (View view : VIEWS) {
            assertThat(answer(view, one, validAsOf)).as(view.name()).isEqualTo(answer(view, other, validAsOf));
        }
    }

    private static void assertUntouchedAreTheSame(Supposed supposed, Folded before) {
        FOLDS.stream()
                .filter(fold -> !supposed.touches(fold))
                .forEach(fold -> assertThat(supposed.over(before).of(fold))
                        .as(fold.name())
                        .isEqualTo(before.of(fold)));
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

    private static LedgerEvents events(List<Recorded> history, Random random) {
        return new LedgerEvents(new MemoryLedger(history, random));
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

    private static List<Recorded> some(Random random) {
        List<Recorded> some = new ArrayList<>(new RandomClaims(random, n -> Recorded.id("c" + n, 0)).claims());
        some.addAll(new RandomParties(random).history().events());
        some.addAll(new RandomProgrammes(random).history().events());
        some.addAll(new RandomOrders(random).withGaps().events());
        some.addAll(new RandomListings(random).history().events());
        some.addAll(new RandomSupply(random).history().events());
        some.addAll(new RandomFacilities(random).history().events());
        some.addAll(new RandomRounds(random).history().events());
        some.addAll(new RandomAlliances(random).history().events());
        some.addAll(new RandomDisclosures(random).history().events());
        return some;
    }

    private static void seeds(Law law) throws InterruptedException {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            try {
                List<Recorded> history = new TwoHistories(some(random), some(random), random).changed();
                int at = random.nextInt(history.size());
                law.holds(history, at, at + 1 + random.nextInt(history.size() - at), random);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed + ": set it with -Drackledger.seed", broken);
            }
        }
    }
}
