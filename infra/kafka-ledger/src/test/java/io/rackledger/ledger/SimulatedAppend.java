package io.rackledger.ledger;

import io.rackledger.format.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An append, and everything its sender was told. */
final class SimulatedAppend {
    final List<Entry> entries;
    final @Nullable Condition condition;
    final List<Outcome> told = new ArrayList<>();
    Runnable whenTold = () -> {};
    int taken;

    @Nullable
    SimulatedWriter sentBy;

    Instant deadline = Instant.MAX;

    SimulatedAppend(@Nullable Condition condition, String... ids) {
        this.entries = Arrays.stream(ids).map(SimulatedWriter::entry).toList();
        this.condition = condition;
    }

    void told(Outcome outcome) {
        told.add(outcome);
        whenTold.run();
    }

    @Nullable
    Outcome outcome() {
        return told.isEmpty() ? null : told.getFirst();
    }

    @Override
    public String toString() {
        return entries.stream().map(Entry::id).toList().toString();
    }
}
