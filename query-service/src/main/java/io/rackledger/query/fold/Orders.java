package io.rackledger.query.fold;

import static io.rackledger.query.fold.Column.Type.COUNT;
import static io.rackledger.query.fold.Column.Type.DATE;
import static io.rackledger.query.fold.Column.Type.DECIMAL;
import static io.rackledger.query.fold.Column.Type.FLAG;
import static io.rackledger.query.fold.Column.Type.TEXT;

import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.Measure;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every order with its lots. Its table has a row for each lot; an amount that is not known exactly is null, and a date
 * that is known as a span has its first day in {@code …_on} and its last in {@code …_until}. The table counts all that is
 * on record; an answer asks {@link OrderAsOf} what had happened by its date.
 */
public final class Orders implements Fold<OrderState> {
    public static final Orders FOLD = new Orders();

    private static final List<Measure> QUANTITIES =
            List.of(Measure.RACKS, Measure.SERVERS, Measure.GPUS, Measure.POWER_MW, Measure.VALUE);

    private static final Set<Class<? extends Event>> TYPES = Set.of(
            ServerOrderPlaced.class,
            ServerOrderAmended.class,
            OrderShiftedToVendor.class,
            DeliveryRecorded.class,
            OrderCancelled.class);

    private Orders() {}

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public Class<OrderState> stateType() {
        return OrderState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return TYPES;
    }

    @Override
    public List<String> entities() {
        return List.of("order");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case ServerOrderPlaced placed -> Set.of(Tag.of(placed.order()));
            case ServerOrderAmended amended -> Set.of(Tag.of(amended.order()));
            case OrderShiftedToVendor shifted -> Set.of(Tag.of(shifted.order()));
            case DeliveryRecorded delivery -> Set.of(Tag.of(delivery.order()));
            case OrderCancelled cancelled -> Set.of(Tag.of(cancelled.order()));
            default -> Set.of();
        };
    }

    @Override
    public OrderState initial(Tag key) {
        return OrderState.named(new OrderId(key.value()));
    }

    @Override
    public OrderState fold(OrderState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public void prepare(OrderState state, OrderState before) {
        if (state.lots().size() <= Holdings.MOST_LOTS) {
            ((Lots) state.lots()).holdAfter((Lots) before.lots(), state.shared());
        }
    }

    @Override
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("lot", TEXT, "lot of the order that the row is of"),
                new Column("buyer", TEXT, "party that ordered"),
                new Column("programme", TEXT, "programme that it was ordered for"),
                new Column("vendor", TEXT, "party that is to deliver the lot"),
                new Column("placed_on", DATE, "first day on which the order may have been placed"),
                new Column("placed_until", DATE, "last day on which it may have been placed"),
                new Column("made_on", DATE, "first day on which the lot may have come into being"),
                new Column("made_until", DATE, "last day on which it may have come into being"),
                new Column("shifted_in", FLAG, "whether the lot came from another vendor"),
                new Column("is_open", FLAG, "whether anything of the lot may still be delivered"),
                new Column("currency", TEXT, "currency of the values")));
        for (Basis basis : Basis.values()) {
            for (Measure measure : QUANTITIES) {
                String name = measure == Measure.POWER_MW ? "power_mw" : measure.wireName();
                columns.add(new Column(
                        basis.name().toLowerCase(Locale.ROOT) + "_" + name,
                        measure.isCount() ? COUNT : DECIMAL,
                        meaning(basis, measure)));
            }
        }
        return columns;
    }

    private static String meaning(Basis basis, Measure measure) {
        String part = switch (basis) {
            case AWARDED -> "placed, whatever became of it";
            case COMMITTED -> "left after shifts and cancellations";
            case OPEN -> "committed and not delivered";
            case DELIVERED -> "delivered";
        };
        return (measure == Measure.VALUE ? "value" : measure.unit()) + " " + part + "; null if not known exactly";
    }

    @Override
    public List<List<Object>> rows(OrderState state) {
        List<List<Object>> rows = new ArrayList<>();
        for (LotState lot : state.lots()) {
            rows.add(row(state, lot));
        }
        return rows;
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings("NullAway")
    private static List<Object> row(OrderState state, LotState lot) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(lot.lot().value());
        row.add(state.buyer() == null ? null : state.buyer().value());
        row.add(state.programme() == null ? null : state.programme().value());
        row.add(lot.vendor().value());
        addSpan(row, state.placedOn());
        addSpan(row, lot.madeOn());
        row.add(lot.shiftedIn());
        row.add(lot.isOpen());
        row.add(state.currency());
        for (Basis basis : Basis.values()) {
            for (Measure measure : QUANTITIES) {
                BigDecimal exact = lot.bounds(basis, measure).exact();
                row.add(exact == null || !measure.isCount() ? exact : (Object) exact.longValueExact());
            }
        }
        return (List<Object>) (List<?>) row;
    }

    private static void addSpan(List<@Nullable Object> row, @Nullable ValidTime time) {
        row.add(time == null ? null : time.firstDay());
        row.add(time == null ? null : time.lastDay());
    }
}
