package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Movement.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order at an instant. Where that lies within the span of one of its events, the event may have happened by then or
 * not, and every figure covers both. Immutable.
 */
public final class OrderAsOf {
    /** Sums of values by kind and quarter, counted from the year 0. */
    public interface Booked {
        /** The sum that a movement's value belongs to. */
        Sum in(int quarter, Kind kind);
    }

    private final OrderState state;
    private final boolean isCertain;

    /** Those of an order of which all is certain are made when somebody asks for them: all of them are equal. */
    private @Nullable List<LotAsOf> lots;

    /** Whoever finds none asks the state, see {@link #holdings}. */
    private @Nullable Holdings held;

    private OrderAsOf(OrderState state, boolean isCertain, @Nullable List<LotAsOf> lots) {
        this.state = state;
        this.isCertain = isCertain;
        this.lots = lots;
    }

    /** All orders at the instant that is asked about, by id. */
    public static Stream<OrderAsOf> all(Folded folded, Question question) {
        return where(folded, question, order -> true);
    }

    /** Those of all orders that are wanted: of the others nothing is worked out. */
    public static Stream<OrderAsOf> where(Folded folded, Question question, Predicate<OrderState> wanted) {
        Moment moment = Moment.of(question.validAsOf());
        return States.of(folded.of(Orders.FOLD)).values().parallelStream()
                .filter(wanted)
                .map(order -> of(order, moment))
                .toList()
                .stream();
    }

    /** The same for figures over all of them: what vendors have of each is worked out already. */
    public static Stream<OrderAsOf> allHeld(Folded folded, Question question) {
        return held(folded, question, order -> true);
    }

    /** The same, only of the buyer and for the programme that the question names. */
    public static Stream<OrderAsOf> asked(Folded folded, Question question) {
        String buyer = question.parameter("buyer");
        String programme = question.parameter("programme");
        return held(folded, question, order -> allows(buyer, order.buyer()) && allows(programme, order.programme()));
    }

    private static boolean allows(@Nullable String wanted, @Nullable Object id) {
        return wanted == null || wanted.equals(String.valueOf(id));
    }

    private static Stream<OrderAsOf> held(Folded folded, Question question, Predicate<OrderState> counts) {
        Moment moment = Moment.of(question.validAsOf());
        return States.of(folded.of(Orders.FOLD)).values().parallelStream()
                .filter(counts)
                .map(order -> of(order, moment).held())
                .toList()
                .stream();
    }

    static OrderAsOf of(OrderState state, Moment moment) {
        if (!moment.splitsAny(state)) {
            return new OrderAsOf(state, true, null);
        }
        Readings readings = new Readings(state, moment);
        return new OrderAsOf(
                state, false, state.lots().stream().map(readings::of).toList());
    }

    private OrderAsOf held() {
        held = holdings();
        return this;
    }

    /** With all counted that may have happened by then. */
    OrderState state() {
        return state;
    }

    /** Whether all of that surely had. */
    boolean isCertain() {
        return isCertain;
    }

    public List<LotAsOf> lots() {
        List<LotAsOf> known = lots;
        if (known == null) {
            known = state.lots().stream().map(LotAsOf::certain).toList();
            lots = known;
        }
        return known;
    }

    /** How many lots it has. */
    public int lotCount() {
        return state.lots().size();
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

    /** The vendors to whose lots anything happened. */
    public List<PartyId> vendors() {
        return state.shared().vendors();
    }

    /** Which of the {@link #vendors} that is, as the three below ask; −1 if nothing happened to any lot of it. */
    public int indexOf(PartyId vendor) {
        return state.shared().vendors().indexOf(vendor);
    }

    /** Tells each movement of a vendor's lots, in the order of folding. */
    public void movementsAt(int vendor, Consumer<Movement> told) {
        movementsAt(vendor, Long.MIN_VALUE, told);
    }

    /** Tells a vendor's movements that may have happened on that day, counted from 1970-01-01, or later; maybe others. */
    public void movementsAt(int vendor, long epochDay, Consumer<Movement> told) {
        if (vendor >= 0) {
            state.shared().forEach(vendor, epochDay, told);
        }
    }

    /** Adds up the values of a vendor's movements, where their quarter is known; tells the others. */
    public void bookedAt(int vendor, Booked sums, Consumer<Movement> others) {
        if (vendor >= 0) {
            state.shared().forEach(vendor, sums, others);
        }
    }

    /** Whether all of its movements, as far as they are dated, had surely happened by then. */
    public boolean isSettled(Instant instant) {
        return !state.settled().isAfter(instant);
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

    /** Adds what is known of the whole. */
    public void addTotal(Basis basis, Measure measure, Sum sum) {
        Holdings held = holdings();
        if (held != null && held.isExact(basis, measure)) {
            for (int i = 0; i < held.vendors(); i++) {
                held.add(i, basis, measure, sum);
            }
        } else {
            sum.add(total(basis, measure));
        }
    }

    /** What each vendor has of it; null where its lots must be looked at: what had happened is uncertain, or they are many. */
    public @Nullable Holdings holdings() {
        Holdings known = held;
        return known == null && isCertain ? state.holdings() : known;
    }

    /** Tells each vendor that has a lot of it, once. */
    public void forEachHolder(Consumer<PartyId> told) {
        Holdings held = holdings();
        if (held == null) {
            lots().stream().map(LotAsOf::vendor).distinct().forEach(told);
        } else {
            for (int i = 0; i < held.vendors(); i++) {
                told.accept(held.vendor(i));
            }
        }
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
        boolean counted = lots().stream().noneMatch(lot -> lot.shiftedIn() && lot.isAwarded());
        BigDecimal low = gone.high() == null || !counted ? BigDecimal.ZERO : left(ordered.low(), gone.high());
        BigDecimal high = ordered.high() == null ? null : left(ordered.high(), gone.low());
        return new Bounds(low, high);
    }

    private static BigDecimal left(BigDecimal ordered, BigDecimal gone) {
        return Amounts.notNegative(ordered.subtract(gone));
    }

    private Bounds sum(Function<LotAsOf, Bounds> part) {
        return lots().stream().map(part).reduce(Bounds.NOTHING, Bounds::plus);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrderAsOf order
                && isCertain == order.isCertain
                && state.equals(order.state)
                && (isCertain || lots().equals(order.lots()));
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }
}
