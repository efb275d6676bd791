package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order at an instant. Where that lies within the span of one of its events, the event may have happened by then or
 * not, and every figure covers both. Immutable.
 *
 * @param state     with all counted that may have happened by then
 * @param isCertain whether all of that surely had
 */
public record OrderAsOf(OrderState state, List<LotAsOf> lots, boolean isCertain) {
    public OrderAsOf {
        lots = List.copyOf(lots);
    }

    /** All orders at the instant that is asked about, by id. */
    public static Stream<OrderAsOf> all(Folded folded, Question question) {
        Moment moment = Moment.of(question.validAsOf());
        return folded.of(Orders.FOLD).values().stream()
                .sorted(Comparator.comparing(order -> order.order().value()))
                .map(order -> of(order, moment));
    }

    static OrderAsOf of(OrderState state, Moment moment) {
        if (!moment.splitsAny(state)) {
            return new OrderAsOf(
                    state, state.lots().stream().map(LotAsOf::certain).toList(), true);
        }
        Readings readings = new Readings(state, moment);
        return new OrderAsOf(state, state.lots().stream().map(readings::of).toList(), false);
    }

    public OrderId order() {
        return state.order();
    }

    public @Nullable PartyId buyer() {
        return state.buyer();
    }

    public @Nullable ProgrammeId programme() {
        return state.programme();
    }

    public @Nullable ValidTime placedOn() {
        return state.placedOn();
    }

    public @Nullable String currency() {
        return state.currency();
    }

    public List<Movement> movements() {
        return state.movements();
    }

    /** The movements of a lot. */
    public Stream<Movement> movementsOf(LotAsOf lot) {
        return state.movementsOf(lot.state());
    }

    /** What is known of the whole: more than of the lots where only what moved between them is uncertain. */
    public Bounds total(Basis basis, Measure measure) {
        if (isCertain) {
            return state.total(basis, measure);
        }
        Bounds sum = sum(lot -> lot.bounds(basis, measure));
        return switch (basis) {
            case AWARDED, DELIVERED -> sum;
            case COMMITTED -> conserved(measure, Bounds.NOTHING).within(sum);
            case OPEN ->
                conserved(measure, sum(lot -> lot.bounds(Basis.DELIVERED, measure)))
                        .within(sum);
        };
    }

    /** What was cancelled, wherever. */
    public Bounds cancelled(Measure measure) {
        return sum(lot -> lot.cancelled(measure));
    }

    /** What was ordered without what is gone: a shift takes nothing away, whether it had happened or not. */
    private Bounds conserved(Measure measure, Bounds delivered) {
        Bounds ordered = sum(lot -> lot.bounds(Basis.AWARDED, measure));
        Bounds gone = cancelled(measure).plus(delivered);
        // An amendment to less of what a shift had made isn't among what was ordered, so nothing is left for certain.
        boolean counted = lots.stream().noneMatch(lot -> lot.shiftedIn() && lot.isAwarded());
        BigDecimal low = gone.high() == null || !counted ? BigDecimal.ZERO : left(ordered.low(), gone.high());
        BigDecimal high = ordered.high() == null ? null : left(ordered.high(), gone.low());
        return new Bounds(low, high);
    }

    private static BigDecimal left(BigDecimal ordered, BigDecimal gone) {
        return ordered.subtract(gone).max(BigDecimal.ZERO);
    }

    private Bounds sum(Function<LotAsOf, Bounds> part) {
        return lots.stream().map(part).reduce(Bounds.NOTHING, Bounds::plus);
    }
}
