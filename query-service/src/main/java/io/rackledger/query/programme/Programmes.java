package io.rackledger.query.programme;

import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.programme.ProgrammeState.Definition;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every programme as it is defined, and where what was delivered for it went. Its table has a row for each that is
 * defined.
 */
public final class Programmes implements Fold<ProgrammeState> {
    public static final Programmes FOLD = new Programmes();

    private Programmes() {}

    @Override
    public String name() {
        return "programmes";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Class<ProgrammeState> stateType() {
        return ProgrammeState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(ProgrammeDefined.class, DeliveryRecorded.class);
    }

    @Override
    public List<String> entities() {
        return List.of("programme");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case ProgrammeDefined e -> Set.of(Tag.of(e.programme()));
            case DeliveryRecorded e ->
                e.programme() == null || e.facility() == null ? Set.of() : Set.of(Tag.of(e.programme()));
            default -> Set.of();
        };
    }

    @Override
    public ProgrammeState initial(Tag key) {
        return new ProgrammeState(new ProgrammeId(key.value()), null, List.of());
    }

    @Override
    public ProgrammeState fold(ProgrammeState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("programme_name", Type.TEXT, "name of the programme"),
                new Column("owner", Type.TEXT, "party that the programme belongs to"),
                new Column("target_gpus", Type.COUNT, "GPUs that the programme is to have"),
                new Column("ready_by_on", Type.DATE, "first day of the span in which it is to be ready"),
                new Column("ready_by_until", Type.DATE, "last day of that span"),
                new Column(
                        "vendor_share_cap", Type.DECIMAL, "greatest share that one vendor may be committed, 0 to 1"));
    }

    @Override
    public List<List<Object>> rows(ProgrammeState state) {
        return state.definition() == null ? List.of() : List.of(row(state.definition()));
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(Definition definition) {
        ValidTime ready = definition.readyBy();
        List<@Nullable Object> row = Arrays.asList(
                definition.name(),
                definition.owner().value(),
                definition.targetGpus(),
                ready == null ? null : ready.firstDay(),
                ready == null ? null : ready.lastDay(),
                definition.vendorShareCap());
        return (List<Object>) (List<?>) row;
    }
}
