package io.rackledger.query.fold;

import io.rackledger.events.Event;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who supplies each customer. Its table has a row for each link, those that ended too. */
public final class Suppliers implements Fold<SuppliersState> {
    public static final Suppliers FOLD = new Suppliers();

    private Suppliers() {}

    @Override
    public String name() {
        return "suppliers";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<SuppliersState> stateType() {
        return SuppliersState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(SupplierLinked.class, SupplierUnlinked.class);
    }

    @Override
    public List<String> entities() {
        return List.of("party");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case SupplierLinked e -> Set.of(Tag.of(e.customer()));
            case SupplierUnlinked e -> Set.of(Tag.of(e.customer()));
            default -> Set.of();
        };
    }

    @Override
    public SuppliersState initial(Tag key) {
        return SuppliersState.of(new PartyId(key.value()));
    }

    @Override
    public SuppliersState fold(SuppliersState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("supplier", Type.TEXT, "party that supplies the entity"),
                new Column("component", Type.TEXT, "what it supplies"),
                new Column("share", Type.DECIMAL, "its share of what the entity needs of it, 0 to 1"),
                new Column("since_on", Type.DATE, "first day on which the link may have begun"),
                new Column("since_until", Type.DATE, "last day on which it may have begun"),
                new Column("has_ended", Type.FLAG, "whether the link has ended"),
                new Column("ended_on", Type.DATE, "first day on which it may have ended"),
                new Column("ended_until", Type.DATE, "last day on which it may have ended"));
    }

    @Override
    public List<List<Object>> rows(SuppliersState state) {
        return state.links().stream().map(Suppliers::row).toList();
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(SupplyLink link) {
        Fact end = link.unlinked();
        List<@Nullable Object> row = Arrays.asList(
                link.supplier().value(),
                link.component(),
                link.share(),
                link.linked().firstDay(),
                link.linked().lastDay(),
                end != null,
                end == null ? null : end.firstDay(),
                end == null ? null : end.lastDay());
        return (List<Object>) (List<?>) row;
    }
}
