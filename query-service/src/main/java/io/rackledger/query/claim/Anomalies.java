package io.rackledger.query.claim;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What was implausible about each command that was taken all the same. Its table has a row for each broken rule. */
final class Anomalies implements Fold<Anomalies.State> {
    static final Anomalies FOLD = new Anomalies();

    /**
     * A rule that was broken, or may have been.
     *
     * @param about the tags of the command
     */
    record Anomaly(long position, String id, String rule, boolean possible, String because, List<String> about) {
        Anomaly {
            about = List.copyOf(about);
        }
    }

    /** All that was implausible about one command. */
    record State(String command, List<Anomaly> anomalies) {
        State {
            anomalies = List.copyOf(anomalies);
        }
    }

    private Anomalies() {}

    @Override
    public String name() {
        return "anomalies";
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
        return Set.of(AnomalyFlagged.class);
    }

    @Override
    public List<String> entities() {
        return List.of("command");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return recorded.event() instanceof AnomalyFlagged ? Set.of(Tag.command(recorded.command())) : Set.of();
    }

    @Override
    public State initial(Tag key) {
        return new State(key.value(), List.of());
    }

    @Override
    public State fold(State state, Recorded recorded) {
        if (!(recorded.event() instanceof AnomalyFlagged e)) {
            return state;
        }
        List<Anomaly> more = new ArrayList<>(state.anomalies());
        more.add(new Anomaly(
                recorded.position(), recorded.id(), e.rule(), e.possible(), e.because(), Words.of(e.about())));
        return new State(state.command(), more);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("command", Type.TEXT, "command that was taken against a rule"),
                new Column("event", Type.TEXT, "event that flags it"),
                new Column("position", Type.COUNT, "position of that event in the ledger"),
                new Column("rule", Type.TEXT, "rule that is broken"),
                new Column("possible", Type.FLAG, "whether it is broken only under some readings of what is unknown"),
                new Column("because", Type.TEXT, "how it is broken, in words"),
                new Column("about", Type.TEXT, "tags of the command, with blanks between"));
    }

    @Override
    public List<List<Object>> rows(State state) {
        return state.anomalies().stream()
                .map(each -> List.<Object>of(
                        state.command(),
                        each.id(),
                        each.position(),
                        each.rule(),
                        each.possible(),
                        each.because(),
                        String.join(" ", each.about())))
                .toList();
    }
}
