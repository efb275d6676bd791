package io.rackledger.query.claim;

import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every fact that was taken back. */
final class Retractions implements Fold<Retractions.State> {
    static final Retractions FOLD = new Retractions();

    /**
     * A fact that was taken back.
     *
     * @param fact       its id
     * @param retraction the event that took it back; null before it
     */
    record State(String fact, @Nullable String retraction, long position, String reason) {
        /** The command that had recorded the fact: ids of events follow from those of their commands. */
        String command() {
            int end = fact.lastIndexOf('.');
            return end < 0 ? fact : fact.substring(0, end);
        }
    }

    private Retractions() {}

    @Override
    public String name() {
        return "retractions";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<State> stateType() {
        return State.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(FactRetracted.class);
    }

    @Override
    public List<String> entities() {
        return List.of("event");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return recorded.event() instanceof FactRetracted e ? Set.of(Tag.event(e.target())) : Set.of();
    }

    @Override
    public State initial(Tag key) {
        return new State(key.value(), null, -1, "");
    }

    @Override
    public State fold(State state, Recorded recorded) {
        return recorded.event() instanceof FactRetracted e
                ? new State(state.fact(), recorded.id(), recorded.position(), e.reason())
                : state;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("fact", Type.TEXT, "event that was taken back"),
                new Column("command", Type.TEXT, "command that the event came from"),
                new Column("event", Type.TEXT, "event that took it back"),
                new Column("position", Type.COUNT, "position of that event in the ledger"),
                new Column("reason", Type.TEXT, "why it was taken back"));
    }

    @Override
    public List<List<Object>> rows(State state) {
        return state.retraction() == null
                ? List.of()
                : List.of(List.of(state.fact(), state.command(), state.retraction(), state.position(), state.reason()));
    }
}
