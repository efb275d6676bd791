package io.rackledger.peer.pekko;

import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** One order: an actor that keeps its events in the journal, and answers when they are there. */
final class ServerOrder extends EventSourcedBehavior<ServerOrder.Command, OrderEvent, ServerOrder.State> {
    private static final long RACKS = 100;
    private static final long GPUS = 6_400;

    /** What an order is told. */
    sealed interface Command {
        ActorRef<Answer> replyTo();
    }

    record Place(String buyer, String vendor, ActorRef<Answer> replyTo) implements Command {}

    record Shift(String from, String to, String reason, ActorRef<Answer> replyTo) implements Command {}

    /** What it answers. */
    enum Answer {
        ACCEPTED,
        REFUSED
    }

    /**
     * What is known of it.
     *
     * @param vendor with whom all of it is open; empty before it is placed
     */
    record State(String buyer, String vendor, long shifts) {
        static final State NONE = new State("", "", 0);
    }

    private final String order;

    private ServerOrder(String order) {
        super(PersistenceId.ofUniqueId(order));
        this.order = order;
    }

    static Behavior<Command> of(String order) {
        return new ServerOrder(order);
    }

    @Override
    public State emptyState() {
        return State.NONE;
    }

    @Override
    public CommandHandler<Command, OrderEvent, State> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Place.class, this::place)
                .onCommand(Shift.class, this::shift)
                .build();
    }

    private Effect<OrderEvent, State> place(State state, Place command) {
        if (!state.vendor().isEmpty()) {
            return Effect().reply(command.replyTo(), Answer.REFUSED);
        }
        return Effect()
                .persist(new OrderEvent.Placed(order, command.buyer(), command.vendor(), RACKS, GPUS))
                .thenReply(command.replyTo(), placed -> Answer.ACCEPTED);
    }

    private Effect<OrderEvent, State> shift(State state, Shift command) {
        if (!state.vendor().equals(command.from())) {
            return Effect().reply(command.replyTo(), Answer.REFUSED);
        }
        OrderEvent shifted = new OrderEvent.Shifted(
                order,
                state.buyer(),
                command.from(),
                command.to(),
                order + "-lot-" + state.shifts(),
                order + "-lot-" + (state.shifts() + 1),
                RACKS,
                GPUS,
                command.reason());
        return Effect().persist(shifted).thenReply(command.replyTo(), after -> Answer.ACCEPTED);
    }

    @Override
    public EventHandler<State, OrderEvent> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((state, event) -> switch (Objects.requireNonNull(
                event)) {
            case OrderEvent.Placed placed -> new State(placed.buyer(), placed.vendor(), 0);
            case OrderEvent.Shifted shifted -> new State(state.buyer(), shifted.to(), state.shifts() + 1);
        });
    }
}
