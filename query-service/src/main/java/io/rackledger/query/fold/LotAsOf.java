package io.rackledger.query.fold;

import io.rackledger.events.LotId;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lot at an instant: its figures cover each way in which it may stand then. Immutable.
 *
 * @param state        with all counted that may have happened by then
 * @param readings     how it may stand; one where all is certain
 * @param mayBeMissing whether it may not have been made yet
 */
public record LotAsOf(LotState state, List<LotState> readings, boolean mayBeMissing) {
    public LotAsOf {
        readings = List.copyOf(readings);
    }

    static LotAsOf certain(LotState state) {
        return new LotAsOf(state, List.of(state), false);
    }

    public LotId lot() {
        return state.lot();
    }

    public PartyId vendor() {
        return state.vendor();
    }

    public @Nullable ValidTime madeOn() {
        return state.madeOn();
    }

    public boolean shiftedIn() {
        return state.shiftedIn();
    }

    public boolean isAwarded() {
        return state.isAwarded();
    }

    public Measures allocated() {
        return state.allocated();
    }

    /** What is known of the lot's amount. */
    public Bounds bounds(Basis basis, Measure measure) {
        return covered(reading -> reading.bounds(basis, measure));
    }

    /** Whether the amount is known once it is known what had happened. */
    public boolean isMeasured(Basis basis, Measure measure) {
        return readings.stream()
                .allMatch(reading -> reading.bounds(basis, measure).isExact());
    }

    /** What was cancelled of it. */
    Bounds cancelled(Measure measure) {
        return covered(reading -> {
            BigDecimal known = reading.cancelled().atLeast(measure);
            return reading.cancelled().isExact(measure) ? Bounds.exactly(known) : new Bounds(known, null);
        });
    }

    /** Whether something may be open. */
    public boolean isOpen() {
        return readings.stream().anyMatch(LotState::isOpen);
    }

    /** The same, where it was asked already what is open. */
    public boolean isOpen(Map<Measure, Bounds> open) {
        return readings.size() == 1 && !mayBeMissing ? state.isOpen(measure -> known(open, measure)) : isOpen();
    }

    private static Bounds known(Map<Measure, Bounds> open, Measure measure) {
        return Objects.requireNonNull(open.get(measure));
    }

    private Bounds covered(Function<LotState, Bounds> figure) {
        if (readings.size() == 1 && !mayBeMissing) {
            return figure.apply(state);
        }
        Bounds covered = mayBeMissing ? Bounds.NOTHING : figure.apply(readings.getFirst());
        for (LotState reading : readings) {
            covered = covered.or(figure.apply(reading));
        }
        return covered;
    }
}
