package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final Set<String> TOPICS = Set.of("eu", "us", "asia", "africa");

    private static Distribution.Candidate candidate(int generation, Set<String> held, Set<String> ready) {
        Instance instance = new Instance("any", URI.create("http://127.0.0.1:1"));
        return new Distribution.Candidate(new Claim(instance, generation, held, ready), TOPICS);
    }

    private static Distribution.Candidate fresh() {
        return candidate(-1, Set.of(), Set.of());
    }

    private static Distribution.Candidate ready() {
        return candidate(-1, Set.of(), TOPICS);
    }

    @Test
    void whoever_is_alone_gets_everything_though_it_has_read_nothing_yet() {
        assertThat(Distribution.of(Map.of("a", fresh())).values())
                .hasSize(TOPICS.size())
                .containsOnly("a");
    }

    @Test
    void a_ledger_stays_where_it_is_and_the_latest_claim_counts() {
        Map<String, Distribution.Candidate> candidates = Map.of(
                "a", candidate(4, Set.of("eu"), TOPICS),
                "b", candidate(5, Set.of("eu", "us"), TOPICS));

        assertThat(Distribution.of(candidates)).containsEntry("eu", "b").containsEntry("us", "b");
    }

    @Test
    void a_free_ledger_goes_to_one_that_has_read_it() {
        Map<String, Distribution.Candidate> candidates = Map.of("a", fresh(), "b", ready(), "c", fresh());

        assertThat(Distribution.of(candidates).values()).containsOnly("b");
    }

    @Test
    void a_holder_that_can_not_go_on_makes_way_for_one_that_can() {
        Distribution.Candidate stopped = candidate(7, TOPICS, Set.of("us", "asia"));

        assertThat(Distribution.of(Map.of("a", stopped, "b", ready())))
                .isEqualTo(Map.of("us", "a", "asia", "a", "eu", "b", "africa", "b"));
        assertThat(Distribution.of(Map.of("a", stopped, "b", fresh())).values()).containsOnly("a");
    }

    @Test
    void a_newcomer_gets_its_share_once_it_is_ready_and_not_before() {
        Distribution.Candidate holder = candidate(7, TOPICS, TOPICS);

        assertThat(Distribution.of(Map.of("a", holder, "b", fresh())).values()).containsOnly("a");
        assertThat(Distribution.of(Map.of("a", holder, "b", ready())).values())
                .containsExactlyInAnyOrder("a", "a", "b", "b");
    }

    @Test
    void one_ledger_does_not_move_to_a_newcomer() {
        Set<String> one = Set.of("eu");
        Instance instance = new Instance("any", URI.create("http://127.0.0.1:1"));

        assertThat(Distribution.of(Map.of(
                        "b", new Distribution.Candidate(new Claim(instance, 1, one, one), one),
                        "a", new Distribution.Candidate(new Claim(instance, -1, Set.of(), one), one))))
                .containsExactly(Map.entry("eu", "b"));
    }

    @Test
    void every_ledger_has_exactly_one_member_that_serves_it_and_stays_there_when_asked_again() {
        long seed = Long.getLong("rackledger.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Map<String, Distribution.Candidate> candidates = new HashMap<>();
            for (int member = random.nextInt(1, 6); member > 0; member--) {
                candidates.put(
                        "m" + member,
                        new Distribution.Candidate(
                                new Claim(
                                        new Instance("m" + member, URI.create("http://127.0.0.1:1")),
                                        random.nextInt(-1, 9),
                                        some(random),
                                        some(random)),
                                some(random)));
            }
            Map<String, String> members = Distribution.of(candidates);
            Set<String> served = new TreeSet<>();
            candidates.values().forEach(candidate -> served.addAll(candidate.topics()));

            assertThat(members.keySet()).isEqualTo(served);
            members.forEach((topic, member) ->
                    assertThat(candidates.get(member).topics()).contains(topic));
            assertThat(Distribution.of(holding(candidates, members))).isEqualTo(members);
        }
    }

    private static Set<String> some(Random random) {
        Set<String> some = new TreeSet<>(TOPICS);
        some.removeIf(topic -> random.nextBoolean());
        return some;
    }

    /** The same members when they were told what they got. */
    private static Map<String, Distribution.Candidate> holding(
            Map<String, Distribution.Candidate> candidates, Map<String, String> members) {
        Map<String, Distribution.Candidate> later = new HashMap<>();
        candidates.forEach((member, candidate) -> {
            Set<String> held = new TreeSet<>(members.keySet());
            held.removeIf(topic -> !member.equals(members.get(topic)));
            Claim before = candidate.claim();
            later.put(
                    member,
                    new Distribution.Candidate(
                            new Claim(before.instance(), 10, held, before.ready()), candidate.topics()));
        });
        return later;
    }
}
