package io.rackledger.command.axon;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tags;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.format.Anchor;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.axon.LedgerEventStorageEngine;
import io.rackledger.ledger.axon.NotAppendedException;
import io.rackledger.ledger.axon.OutcomeUnknownException;
import io.rackledger.ledger.axon.SupersededException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.StorageEngineBackedEventStore;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.SimpleEventBus;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Every decider on Axon's command bus, over one ledger. Nobody is told anything, a refusal or a dry run included,
 * before all that it was decided on is acknowledged. Thread-safe.
 */
public final class Decisions implements AutoCloseable {
    private static final int MOST_LOST_RACES = 20;
    private static final int MOST_SUPERSEDED = 200;

    /** What an event adds to a state, about, and which part of the memory states may take. */
    private static final int BYTES_OF_AN_EVENT = 500;

    private static final int PART_OF_MEMORY = 8;

    private final Ledger ledger;
    private final CommandBus commandBus;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Turns turns = new Turns(executor);
    private final LongAdder lostRaces = new LongAdder();

    public Decisions(Ledger ledger, Collection<Decider<?, ?>> deciders) {
        this(ledger, deciders, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY / BYTES_OF_AN_EVENT);
    }

    /**
     * With other states at hand.
     *
     * @param mostEventsAtHand what so many events came to is kept; it changes how fast decisions are, never what
     */
    public Decisions(Ledger ledger, Collection<Decider<?, ?>> deciders, long mostEventsAtHand) {
        this.ledger = ledger;
        this.commandBus =
                new SimpleCommandBus(new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE), List.of());
        EventCodec codec = new EventCodec();
        EventStore eventStore = new StorageEngineBackedEventStore(
                new LedgerEventStorageEngine(
                        ledger, payload -> codec.encode(draft(payload).event())),
                new SimpleEventBus(),
                Decisions::tags);
        StatesAtHand states = new StatesAtHand(mostEventsAtHand);
        EventsAtHand events = new EventsAtHand();
        deciders.forEach(decider -> commandBus.subscribe(
                new QualifiedName(decider.name()),
                new DecisionHandler<>(decider, ledger, eventStore, codec, states, events)));
    }

    /** The payload of an event's message is all that is said of it, but for its position. */
    private static Recorded draft(@Nullable Object payload) {
        return (Recorded) Objects.requireNonNull(payload);
    }

    private static Set<Tag> tags(EventMessage message) {
        Set<Tag> tags = new HashSet<>();
        Tags.of(draft(message.payload())).forEach(tag -> tags.add(new Tag(tag.key(), tag.value())));
        return tags;
    }

    /**
     * Decides a command.
     *
     * @param settled runs once, when commands that are decided from now on see the outcome, at the latest with it
     * @return the outcome; completes exceptionally for a fault only
     */
    public <C extends Command> CompletableFuture<Handled> decide(Request<C> request, Runnable settled) {
        Once once = new Once(settled);
        return attempt(request, once, 0, 0).whenComplete((handled, fault) -> once.run());
    }

    private <C extends Command> CompletableFuture<Handled> attempt(
            Request<C> request, Once settled, int lostRaces, int superseded) {
        CompletableFuture<Handled> outcome = turns.take(request.turn())
                .thenCompose(end -> dispatch(request, () -> {
                            end.run();
                            settled.run();
                        })
                        .whenComplete((handled, fault) -> end.run()));
        return outcome.exceptionallyCompose(wrapped -> {
            Throwable fault =
                    wrapped instanceof CompletionException && wrapped.getCause() != null ? wrapped.getCause() : wrapped;
            if (fault instanceof AppendEventsTransactionRejectedException && lostRaces < MOST_LOST_RACES) {
                this.lostRaces.increment();
                return attempt(request, settled, lostRaces + 1, superseded);
            }
            if (fault instanceof SupersededException && superseded < MOST_SUPERSEDED) {
                return attempt(request, settled, lostRaces, superseded + 1);
            }
            return ended(fault, lostRaces + superseded + 1);
        });
    }

    /** How often a command was decided anew because another event came between its reading and its append. */
    public long lostRaces() {
        return lostRaces.sum();
    }

    private static CompletableFuture<Handled> ended(Throwable fault, int attempts) {
        return switch (fault) {
            case AppendEventsTransactionRejectedException lost ->
                CompletableFuture.completedFuture(new Handled.Contested(attempts));
            case SupersededException again -> CompletableFuture.completedFuture(new Handled.Contested(attempts));
            case NotAppendedException no ->
                CompletableFuture.completedFuture(
                        no.permanent()
                                ? new Handled.TooLarge(String.valueOf(no.getMessage()))
                                : new Handled.Unavailable(String.valueOf(no.getMessage())));
            case OutcomeUnknownException unknown ->
                CompletableFuture.completedFuture(new Handled.Unknown(String.valueOf(unknown.getMessage())));
            default -> CompletableFuture.failedFuture(fault);
        };
    }

    private <C extends Command> CompletableFuture<Handled> dispatch(Request<C> request, Runnable taken) {
        Ledger.Status status = ledger.status();
        if (status.state() == Ledger.State.STARTING || status.state() == Ledger.State.STOPPED) {
            return CompletableFuture.completedFuture(new Handled.Unavailable(
                    status.because().isEmpty() ? "the ledger is still being read" : status.because()));
        }
        MessageType type = new MessageType(new QualifiedName(request.intake().name()));
        String id = request.intake().id();
        return commandBus
                .dispatch(
                        new GenericCommandMessage(
                                new GenericMessage(id, type, new Attempt<>(request, taken), Map.of())),
                        null)
                .thenCompose(result -> told((Verdict) Objects.requireNonNull(result.payload()), request.dryRun()));
    }

    private CompletableFuture<Handled> told(Verdict verdict, boolean dryRun) {
        return switch (verdict) {
            case Verdict.Decided decided -> {
                if (dryRun) {
                    yield whenAcknowledged(decided.context(), handled(decided.led(null)), Handled.Unavailable::new);
                }
                Outcome.Appended appended =
                        Objects.requireNonNull(decided.context().getResource(LedgerEventStorageEngine.APPENDED));
                decided.keep().accept(appended);
                yield CompletableFuture.completedFuture(handled(decided.led(appended.position())));
            }
            case Verdict.Known known -> whenAcknowledged(known.context(), known.handled(), Handled.Unknown::new);
        };
    }

    private static Handled handled(List<Handled.Led> led) {
        return led.getFirst().event() instanceof CommandRefused refused
                ? new Handled.Refused(
                        refused.rule(), refused.because(), led.getFirst().position(), false)
                : new Handled.Accepted(led, false);
    }

    /** A dry run has certainly written nothing; of a repeated command, what was read of it may stand or not. */
    private CompletableFuture<Handled> whenAcknowledged(
            ProcessingContext context, Handled handled, Function<String, Handled> otherwise) {
        @Nullable Anchor readAt = context.getResource(LedgerEventStorageEngine.READ_AT);
        return ledger.acknowledged(Objects.requireNonNull(readAt)).thenCompose(outcome -> switch (outcome) {
            case Outcome.Appended acknowledged -> CompletableFuture.completedFuture(handled);
            case Outcome.Unavailable unavailable ->
                CompletableFuture.completedFuture(otherwise.apply(unavailable.because()));
            case Outcome.Unknown unknown -> CompletableFuture.completedFuture(otherwise.apply(unknown.because()));
            default -> CompletableFuture.failedFuture(new SupersededException());
        });
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    /** A request with what to do when it is taken. */
    record Attempt<C extends Command>(Request<C> request, Runnable taken) {}

    private static final class Once implements Runnable {
        private final AtomicBoolean done = new AtomicBoolean();
        private final Runnable action;

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (!done.getAndSet(true)) {
                action.run();
            }
        }
    }
}
