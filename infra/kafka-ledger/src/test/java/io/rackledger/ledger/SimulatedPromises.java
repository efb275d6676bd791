package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Anchor;
import io.rackledger.format.Chain;
import io.rackledger.format.Criterion;
import io.rackledger.format.Hash;
import io.rackledger.ledger.SimulatedWriter.SimulatedAppend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold at the end of a history, whatever happened in it. */
record SimulatedPromises(
        SimulatedLog log,
        List<SimulatedWriter> readers,
        List<SimulatedAppend> appends,
        List<Anchor> superseded,
        Map<String, Integer> tally) {
    /** Throws where a promise was broken. */
    void check() {
        Chain fresh = new Chain(SimulatedLog.LEDGER);
        log.records.forEach(record -> fresh.judge(record.value()));
        List<StoredEvent> events = readers.getFirst().index.range(0, Long.MAX_VALUE);
        for (SimulatedWriter reader : readers) {
            assertThat(reader.engine.head()).as("all readers agree").isEqualTo(fresh.head());
            assertThat(reader.index.tip()).as("nothing is left in flight").isEqualTo(fresh.head());
            assertThat(reader.index.range(0, Long.MAX_VALUE))
                    .as("all indexes agree")
                    .isEqualTo(events);
        }
        Map<String, Long> positions = positions(events);
        superseded.forEach(tip ->
                assertThat(fresh.contains(tip)).as("told that %s is void", tip).isFalse());
        for (SimulatedAppend append : appends) {
            assertThat(append.told).as("told once").hasSizeLessThanOrEqualTo(1);
            long at = standsAt(append, positions);
            Outcome outcome = append.outcome();
            tally.merge(outcome == null ? "untold" : outcome.getClass().getSimpleName(), 1, Integer::sum);
            switch (outcome) {
                case Outcome.Appended appended ->
                    assertThat(at).as("no acknowledged commit is lost or moved").isEqualTo(appended.position());
                case Outcome.Unknown unknown -> {}
                case null -> {}
                default ->
                    assertThat(at)
                            .as("what was told %s does not stand", outcome)
                            .isEqualTo(-1);
            }
            if (at >= 0 && append.condition != null) {
                checkCondition(append.condition, at, events, fresh);
            }
        }
    }

    private static Map<String, Long> positions(List<StoredEvent> events) {
        Map<String, Long> positions = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            require(events.get(i).position() == i, "positions are gapless");
            Long earlier = positions.put(events.get(i).entry().id(), (long) i);
            require(earlier == null, "no event stands twice");
        }
        return positions;
    }

    /** The position of its first event, with the others right behind; −1 if none of them stands. */
    private static long standsAt(SimulatedAppend append, Map<String, Long> positions) {
        long first = positions.getOrDefault(append.entries.getFirst().id(), -1L);
        for (int i = 0; i < append.entries.size(); i++) {
            long position = positions.getOrDefault(append.entries.get(i).id(), -1L);
            require(position == (first < 0 ? -1 : first + i), "all events of an append stand together, or none");
        }
        return first;
    }

    private static void checkCondition(Condition condition, long at, List<StoredEvent> events, Chain chain) {
        Anchor anchor = condition.anchor();
        assertThat(anchor.hash().equals(Hash.ZERO) || chain.contains(anchor))
                .as("what was decided on stands")
                .isTrue();
        assertThat(anchor.size()).as("and stands before").isLessThanOrEqualTo(at);
        Set<Criterion> criteria = Set.copyOf(condition.criteria());
        for (StoredEvent event : events.subList((int) condition.marker(), (int) at)) {
            require(
                    criteria.stream().noneMatch(criterion -> criterion.matches(event.entry())),
                    "an accepted condition holds where it stands");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
