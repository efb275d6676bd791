package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.recount.EveryView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The laws, of every view that is served: one that is added is under them at once, and fails until histories fill it. */
class EveryViewLawsTest {
    private static final int HISTORIES = 30;

    /** Some rows come of rare events: histories go on until each was met, and so many without one can't be chance. */
    private static final int MOST_HISTORIES = 1_000;

    private static final List<View> VIEWS = EveryView.ALL;

    private interface Law {
        void holds(List<Recorded> history, Random random);
    }

    @Test
    void every_fold_comes_to_the_same_in_one_go_and_from_any_cut() {
        Set<String> empty = folds().stream().map(Fold::name).collect(Collectors.toSet());
        seeds(
                empty::isEmpty,
                (history, random) -> folds().forEach(fold -> {
                    List<Recorded> its = history.stream()
                            .filter(each -> fold.types().contains(each.event().getClass()))
                            .toList();
                    FoldLaws.assertFold(fold, its);
                    FoldLaws.assertFold(fold, RandomOrders.torn(its, random));
                    if (hasRows(fold, its)) {
                        empty.remove(fold.name());
                    }
                }));
        assertThat(empty).isEmpty();
    }

    @Test
    void every_view_answers_within_bounds_whatever_is_on_record() {
        Set<String> empty = VIEWS.stream().map(View::name).collect(Collectors.toSet());
        seeds(empty::isEmpty, (history, random) -> {
            Replay replay = new Replay(RandomOrders.torn(history, random), someDay(random));
            for (View view : VIEWS) {
                Answer answer = ask(view, replay, replay.validAsOf());
                FoldLaws.assertAnswer(view, answer);
                if (!answer.rows().isEmpty()) {
                    empty.remove(view.name());
                }
            }
        });
        assertThat(empty).isEmpty();
    }

    @Test
    void no_answer_depends_on_the_order_of_what_does_not_depend_on_one_another() {
        seeds(() -> true, (history, random) -> {
            List<Recorded> shuffled = new ArrayList<>(history);
            Collections.shuffle(shuffled, random);
            Instant day = someDay(random);
            Replay replay = new Replay(history, day);
            Folded other = shuffled(new Replay(shuffled, day), random);
            for (View view : VIEWS) {
                assertThat(ask(view, other, day)).as(view.name()).isEqualTo(ask(view, replay, day));
            }
        });
    }

    private static boolean hasRows(Fold<?> fold, List<Recorded> history) {
        return rows(fold, new Replay(history, Instant.parse("2030-01-01T00:00:00Z"))) > 0;
    }

    private static <S> long rows(Fold<S> fold, Folded folded) {
        return folded.of(fold).values().stream()
                .mapToLong(state -> fold.rows(state).size())
                .sum();
    }

    /** The same entities, in another order. */
    private static Folded shuffled(Folded folded, Random random) {
        return new Folded() {
            @Override
            public <S> Map<Tag, S> of(Fold<S> fold) {
                List<Map.Entry<Tag, S>> entries =
                        new ArrayList<>(folded.of(fold).entrySet());
                Collections.shuffle(entries, random);
                Map<Tag, S> states = new LinkedHashMap<>();
                entries.forEach(entry -> states.put(entry.getKey(), entry.getValue()));
                return states;
            }
        };
    }

    private static List<Fold<?>> folds() {
        return VIEWS.stream()
                .flatMap(view -> view.folds().stream())
                .distinct()
                .<Fold<?>>map(fold -> fold)
                .toList();
    }

    private static Answer ask(View view, Folded folded, Instant validAsOf) {
        Map<String, String> fallbacks = new HashMap<>();
        view.parameters().forEach(parameter -> {
            if (parameter.fallback() != null) {
                fallbacks.put(parameter.name(), parameter.fallback());
            }
        });
        return view.answer(folded, new Question(validAsOf, fallbacks));
    }

    private static Instant someDay(Random random) {
        return Instant.parse("2024-06-30T12:00:00Z").plusSeconds(86_400L * random.nextInt(400));
    }

    private static void seeds(BooleanSupplier enough, Law law) {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (int i = 0; i < HISTORIES || (i < MOST_HISTORIES && !enough.getAsBoolean()); i++) {
            long seed = first + i;
            Random random = new Random(seed);
            try {
                law.holds(RandomWorld.withRemarks(random), random);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed + ": set it with -Drackledger.seed", broken);
            }
        }
    }
}
