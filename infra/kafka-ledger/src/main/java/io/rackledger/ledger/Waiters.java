package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Those who read at a tip and wait until it is acknowledged: at most so many, and each until its deadline. Whoever can't
 * be told more is told that it is unknown, since what was read may stand. Touched by the engine only.
 */
final class Waiters {
    private record Waiter(Anchor tip, Instant deadline, Consumer<Outcome> listener) {}

    private final int most;
    private final Effects effects;
    private final List<Waiter> waiting = new ArrayList<>();

    Waiters(int most, Effects effects) {
        this.most = most;
        this.effects = effects;
    }

    void add(Anchor tip, Instant deadline, Consumer<Outcome> listener) {
        Waiter waiter = new Waiter(tip, deadline, listener);
        if (waiting.size() < most) {
            waiting.add(waiter);
        } else {
            tell(waiter, new Outcome.Unknown("too many wait for what is in flight"));
        }
    }

    /** Tells everyone whose tip has a fate by now. */
    void settle(Function<Anchor, @Nullable Outcome> fateOf) {
        waiting.removeIf(waiter -> {
            Outcome fate = fateOf.apply(waiter.tip());
            if (fate != null) {
                tell(waiter, fate);
            }
            return fate != null;
        });
    }

    void expire(Instant now) {
        waiting.removeIf(waiter -> {
            boolean late = now.isAfter(waiter.deadline());
            if (late) {
                tell(
                        waiter,
                        new Outcome.Unknown("what was read is in flight, and the log has not shown in time"
                                + " what became of it"));
            }
            return late;
        });
    }

    private void tell(Waiter waiter, Outcome outcome) {
        effects.tell(() -> waiter.listener().accept(outcome));
    }
}
