package io.rackledger.ledger;

import io.rackledger.format.Entry;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An append on its way through the engine. Touched by the engine only. */
final class Append {
    final List<Entry> entries;
    final @Nullable Condition condition;
    final Instant deadline;
    final long bytes;
    private final Runnable taken;
    private final Consumer<Outcome> listener;

    private boolean told;

    Append(
            List<Entry> entries,
            @Nullable Condition condition,
            Instant deadline,
            Runnable taken,
            Consumer<Outcome> listener) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a commit without events would stop every reader");
        }
        this.entries = entries;
        this.condition = condition;
        this.deadline = deadline;
        this.taken = taken;
        this.listener = listener;
        this.bytes =
                entries.stream().mapToLong(entry -> entry.canonical().length).sum();
    }

    /** Whether its sender has got an answer, be it that the outcome is unknown. */
    boolean told() {
        return told;
    }

    /** It is chained, so that whoever reads the tip from now on sees it. */
    void taken(Effects effects) {
        effects.tell(taken);
    }

    void tell(Outcome outcome, Effects effects) {
        if (!told) {
            told = true;
            effects.tell(() -> listener.accept(outcome));
        }
    }
}
