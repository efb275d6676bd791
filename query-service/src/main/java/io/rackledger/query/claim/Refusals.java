package io.rackledger.query.claim;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every command that was refused, with the rule that it broke. */
final class Refusals implements Fold<Refusals.State> {
    static final Refusals FOLD = new Refusals();

    /**
     * A command that was refused.
     *
     * @param id    of the event that says so
     * @param name  of the command, such as {@code place-server-order}
     * @param about the tags of the command
     */
    record Refusal(
            long position,
            String id,
            Instant recordedAt,
            String name,
            String rule,
            String because,
            String actor,
            List<String> about) {
        Refusal {
            about = List.copyOf(about);
        }
    }

    /** What became of one command: a ledger takes its id once, so that it is refused once. */
    record State(String command, List<Refusal> refusals) {
        State {
            refusals = List.copyOf(refusals);
        }
    }

    private Refusals() {}

    @Override
    public String name() {
        return "refusals";
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
        return Set.of(CommandRefused.class);
    }

    @Override
    public List<String> entities() {
        return List.of("command");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return recorded.event() instanceof CommandRefused ? Set.of(Tag.command(recorded.command())) : Set.of();
    }

    @Override
    public State initial(Tag key) {
        return new State(key.value(), List.of());
    }

    @Override
    public State fold(State state, Recorded recorded) {
        if (!(recorded.event() instanceof CommandRefused e)) {
            return state;
        }
        List<Refusal> more = new ArrayList<>(state.refusals());
        more.add(new Refusal(
                recorded.position(),
                recorded.id(),
                recorded.recordedAt(),
                e.name(),
                e.rule(),
                e.because(),
                recorded.actor(),
                Words.of(e.about())));
        return new State(state.command(), more);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("command", Type.TEXT, "command that was refused"),
                new Column("event", Type.TEXT, "event that records it"),
                new Column("position", Type.COUNT, "position of that event in the ledger"),
                new Column("recorded_at", Type.TIME, "when it was refused"),
                new Column("name", Type.TEXT, "name of the command, such as `place-server-order`"),
                new Column("rule", Type.TEXT, "rule that it would have broken"),
                new Column("because", Type.TEXT, "how, in words"),
                new Column("actor", Type.TEXT, "who sent it"),
                new Column("about", Type.TEXT, "ids of what it is about, with blanks between"));
    }

    @Override
    public List<List<Object>> rows(State state) {
        return state.refusals().stream()
                .map(each -> List.<Object>of(
                        state.command(),
                        each.id(),
                        each.position(),
                        each.recordedAt(),
                        each.name(),
                        each.rule(),
                        each.because(),
                        each.actor(),
                        String.join(" ", each.about())))
                .toList();
    }
}
