package io.rackledger.query.supply;

import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplyRate;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.supply.SupplyStatesState.Report;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How supply stands with each party, and in each dimension of the market. Its table has a row for each report. */
public final class SupplyStates implements Fold<SupplyStatesState> {
    public static final SupplyStates FOLD = new SupplyStates();

    private SupplyStates() {}

    @Override
    public String name() {
        return "supply-states";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<SupplyStatesState> stateType() {
        return SupplyStatesState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(SupplyStateReported.class);
    }

    @Override
    public List<String> entities() {
        return List.of("party", "dimension");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return recorded.event() instanceof SupplyStateReported e ? Set.of(keyOf(e)) : Set.of();
    }

    /** A report is of its party; of the market where it names none. */
    static Tag keyOf(SupplyStateReported e) {
        return e.party() == null ? Tag.dimension(Objects.requireNonNull(e.dimension())) : Tag.of(e.party());
    }

    @Override
    public SupplyStatesState initial(Tag key) {
        return new SupplyStatesState(key, List.of());
    }

    @Override
    public SupplyStatesState fold(SupplyStatesState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("party", Type.TEXT, "party that the report is of; null for one of the market"),
                new Column("dimension", Type.TEXT, "what may be short"),
                new Column("site", Type.TEXT, "site that it is about"),
                new Column("platform", Type.TEXT, "platform that it is about"),
                new Column("supply_state", Type.TEXT, "how supply stands"),
                new Column("rate", Type.DECIMAL, "how much is supplied in the time of `rate_per`"),
                new Column("rate_unit", Type.TEXT, "unit of the rate"),
                new Column("rate_per", Type.TEXT, "time that the rate is for"),
                new Column("ready_on", Type.DATE, "first day on which supply may be ready"),
                new Column("ready_until", Type.DATE, "last day on which it may be ready"),
                new Column("reported_on", Type.DATE, "first day on which it may have been reported"),
                new Column("reported_until", Type.DATE, "last day on which it may have been reported"));
    }

    @Override
    public List<List<Object>> rows(SupplyStatesState state) {
        return state.reports().stream().map(SupplyStates::row).toList();
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(Report report) {
        SupplyRate rate = report.rate();
        ValidTime ready = report.readyFrom();
        List<@Nullable Object> row = Arrays.asList(
                report.party() == null ? null : report.party().value(),
                report.dimension() == null ? null : report.dimension().name(),
                report.site(),
                report.platform(),
                report.state().name(),
                rate == null ? null : rate.quantity().amount(),
                rate == null ? null : rate.quantity().unit(),
                rate == null ? null : rate.per().name(),
                ready == null ? null : ready.firstDay(),
                ready == null ? null : ready.lastDay(),
                report.fact().firstDay(),
                report.fact().lastDay());
        return (List<Object>) (List<?>) row;
    }
}
