package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** States in the order of their tags, held to a map that everybody knows. */
class StatesTest {
    private static final int ROUNDS = 2_000;
    private static final int NAMES = 40;

    @Test
    void changes_one_after_the_other_lead_to_what_a_sorted_map_comes_to() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        TreeMap<Tag, Integer> model = new TreeMap<>();
        States<Integer> states = States.of(Map.of());
        for (int round = 0; round < ROUNDS; round++) {
            Map<Tag, Integer> changed = new HashMap<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                changed.put(new Tag("order", "ord-" + random.nextInt(NAMES)), random.nextInt(4) == 0 ? null : round);
            }
            States<Integer> before = states;
            Map<Tag, Integer> known = Map.copyOf(before);
            states = states.with(changed);
            changed.forEach((tag, value) -> {
                if (value == null) {
                    model.remove(tag);
                } else {
                    model.put(tag, value);
                }
            });
            assertThat(List.copyOf(states.entrySet()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(List.copyOf(model.entrySet()));
            assertThat(before).isEqualTo(known);
            assertThat(states.map(value -> "is " + value).values())
                    .containsExactlyElementsOf(
                            model.values().stream().map(value -> "is " + value).toList());
            for (Tag tag : changed.keySet()) {
                assertThat(states.get(tag)).isEqualTo(model.get(tag));
            }
        }
    }
}
