package io.rackledger.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Entry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What chaos finds: each way in which clients and the log can disagree. */
class ComparisonTest {
    private static final WrittenLog LOG = log(
            List.of(1, 1, 2),
            entry("e0", "placed", "place"),
            entry("e1", "allocated", "place"),
            entry("e2", "command-refused", "shift"));
    private static final Told PLACED = new Told.Accepted(List.of(new Told.At("e0", 0), new Told.At("e1", 1)));
    private static final Told SHIFT = new Told.Refused(2);

    private static Entry entry(String id, String type, String command) {
        return Entry.of(id, type, "1", List.of(), Map.of("command", command), new byte[0]);
    }

    private static WrittenLog log(List<Integer> commits, Entry... entries) {
        return new WrittenLog(List.of(entries), commits, 0, null);
    }

    private static void assertFound(Told place, Told shift, WrittenLog log, String... about) {
        assertThat(Comparison.mismatches(Map.of("place", place, "shift", shift), log))
                .isNotEmpty()
                .allSatisfy(sentence -> assertThat(sentence).containsAnyOf(about));
    }

    @Test
    void what_stands_as_it_was_told_agrees() {
        assertThat(Comparison.mismatches(Map.of("place", PLACED, "shift", SHIFT), LOG))
                .isEmpty();
        assertThat(Comparison.mismatches(Map.of("place", new Told.Unanswered(), "shift", SHIFT), LOG))
                .isEmpty();
        assertThat(Comparison.mismatches(
                        Map.of(
                                "place",
                                PLACED,
                                "shift",
                                SHIFT,
                                "gone",
                                new Told.Unanswered(),
                                "no",
                                new Told.NotTaken()),
                        LOG))
                .isEmpty();
    }

    @Test
    void an_event_at_another_position_or_of_another_id_is_found() {
        assertFound(new Told.Accepted(List.of(new Told.At("e0", 0), new Told.At("e1", 2))), SHIFT, LOG, "e1");
        assertFound(new Told.Accepted(List.of(new Told.At("e0", 1), new Told.At("e1", 0))), SHIFT, LOG, "e0", "e1");
        assertFound(new Told.Accepted(List.of(new Told.At("e0", 0), new Told.At("e9", 1))), SHIFT, LOG, "e9");
        assertFound(PLACED, new Told.Refused(1), LOG, "shift");
    }

    @Test
    void what_was_accepted_or_refused_and_is_lost_is_found() {
        WrittenLog cut = log(List.of(1), LOG.entries().getFirst());
        assertFound(PLACED, SHIFT, cut, "place", "shift");
        assertFound(new Told.Accepted(List.of(new Told.At("e0", 0))), SHIFT, LOG, "place");
    }

    @Test
    void a_refusal_that_stands_as_something_else_is_found() {
        WrittenLog other =
                log(List.of(1, 1, 2), LOG.entries().get(0), LOG.entries().get(1), entry("e2", "shifted", "shift"));
        assertFound(PLACED, SHIFT, other, "shift");
    }

    @Test
    void what_stands_though_it_was_told_as_not_taken_is_found() {
        assertFound(new Told.NotTaken(), SHIFT, LOG, "place");
    }

    @Test
    void what_stands_twice_is_found() {
        assertFound(
                PLACED, SHIFT, log(List.of(1, 3, 2), LOG.entries().toArray(Entry[]::new)), "place stands in several");
        WrittenLog doubled = log(
                List.of(1, 1, 2, 3),
                LOG.entries().get(0),
                LOG.entries().get(1),
                LOG.entries().get(2),
                entry("e2", "command-refused", "shift"));
        assertFound(PLACED, SHIFT, doubled, "e2", "shift");
    }

    @Test
    void what_nobody_sent_is_found() {
        assertThat(Comparison.mismatches(Map.of("place", PLACED), LOG))
                .singleElement()
                .asString()
                .contains("shift");
    }

    @Test
    void a_chain_that_breaks_is_found() {
        WrittenLog broken = new WrittenLog(LOG.entries(), LOG.commits(), 0, "at offset 7: because");
        assertFound(PLACED, SHIFT, broken, "offset 7");
    }
}
