package io.rackledger.command.decision;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.Event;
import io.rackledger.events.Mode;
import io.rackledger.events.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects which rules a command breaks, and says what follows: a structural rule rejects in both modes, a plausibility
 * rule rejects what we decide and flags what we report. A rule rejects only what is broken under every reading of what
 * is unknown; what is broken under some is taken and flagged as possible. Confined to one decision.
 */
public final class Findings {
    private final Intake<?> intake;
    private final Map<String, AnomalyFlagged> anomalies = new LinkedHashMap<>();
    private Decision.@Nullable Refused refused;

    private Findings(Intake<?> intake) {
        this.intake = intake;
    }

    public static Findings on(Intake<?> intake) {
        return new Findings(intake);
    }

    /** A structural rule, which must hold in both modes. */
    public Findings structural(String rule, Truth broken, String because) {
        return found(rule, broken, because, true);
    }

    /** A structural rule of which all is known. */
    public Findings structural(String rule, boolean broken, String because) {
        return structural(rule, Truth.of(broken), because);
    }

    /** A plausibility rule, which history may break. */
    public Findings plausible(String rule, Truth broken, String because) {
        return found(rule, broken, because, intake.mode() == Mode.DECIDED);
    }

    private Findings found(String rule, Truth broken, String because, boolean rejects) {
        if (broken == Truth.YES && rejects) {
            if (refused == null) {
                refused = new Decision.Refused(rule, because);
            }
        } else if (broken != Truth.NO) {
            anomalies.merge(
                    rule,
                    new AnomalyFlagged(
                            rule,
                            broken == Truth.POSSIBLE,
                            because,
                            List.copyOf(intake.body().about())),
                    (one, other) -> one.possible() ? other : one);
        }
        return this;
    }

    /** Whether a rule has rejected already: what depends on it need not be worked out any more. */
    public boolean rejected() {
        return refused != null;
    }

    /** The decision: the first rejection, else the event with the anomalies. */
    public Decision accept(Supplier<Event> event) {
        return acceptAll(() -> List.of(event.get()));
    }

    /** The decision: the first rejection, else the events with the anomalies. */
    public Decision acceptAll(Supplier<? extends List<? extends Event>> events) {
        if (refused != null) {
            return refused;
        }
        List<Event> all = new ArrayList<>(events.get());
        all.addAll(anomalies.values());
        return new Decision.Accepted(all);
    }
}
