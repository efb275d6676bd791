package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened in a history, line by line; kept only where somebody will read it. */
final class SimulatedTrace {
    private static final int BRIEF = 6;

    private final boolean kept;
    private final List<String> lines = new ArrayList<>();

    SimulatedTrace(boolean kept) {
        this.kept = kept;
    }

    void add(Supplier<String> line) {
        if (kept) {
            lines.add("%4d  %s".formatted(lines.size(), line.get()));
        }
    }

    static String brief(@Nullable Condition condition) {
        return condition == null
                ? ""
                : ", unless "
                        + condition.criteria().getFirst().tags().getFirst().value() + " from " + condition.marker()
                        + " on, on " + brief(condition.anchor());
    }

    static String brief(Anchor anchor) {
        return anchor.size() + ":" + anchor.hash().toString().substring(0, BRIEF);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
