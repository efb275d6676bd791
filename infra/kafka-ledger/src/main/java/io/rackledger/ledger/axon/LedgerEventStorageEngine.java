package io.rackledger.ledger.axon;

import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Ledger} as Axon Framework 5's event storage engine. Thread-safe.
 *
 * <p>Sourcing reads at the ledger's tip, which within one processing context is pinned at the first read. Without a
 * context nothing would carry from the read to the append which commit was read, and a marker alone can't tell that what
 * was in flight below it turned out void: so it reads what is acknowledged. Streaming and tokens do always. A marker is the number of events that had been read. Position and condition are
 * decided in commit. An append ends in {@link AppendEventsTransactionRejectedException} where its condition doesn't
 * hold, {@link SupersededException} where it must be decided again, {@link NotAppendedException} or
 * {@link OutcomeUnknownException}.
 */
public final class LedgerEventStorageEngine implements EventStorageEngine {
    /** The commit at which everything in a processing context is read. */
    public static final ResourceKey<Anchor> READ_AT = ResourceKey.withLabel("ledger-read-at");

    /** What an append in a processing context rests on, where that was read from the ledger itself; else it is Axon's. */
    public static final ResourceKey<Condition> CONDITION = ResourceKey.withLabel("ledger-condition");

    /** What an append in a processing context came to. */
    public static final ResourceKey<Outcome.Appended> APPENDED = ResourceKey.withLabel("ledger-appended");

    /** Runs when the tip includes what a processing context appends. */
    public static final ResourceKey<Runnable> TAKEN = ResourceKey.withLabel("ledger-taken");

    private static final int SCAN = 1024;

    private final Ledger ledger;
    private final Function<@Nullable Object, byte[]> payloads;

    /** An engine for payloads that are bytes already, or text. */
    public LedgerEventStorageEngine(Ledger ledger) {
        this(ledger, AxonEvents::plainPayload);
    }

    /** An engine that turns payloads into bytes as {@code payloads} says; what it reads back are these bytes. */
    public LedgerEventStorageEngine(Ledger ledger, Function<@Nullable Object, byte[]> payloads) {
        this.ledger = ledger;
        this.payloads = payloads;
    }

    /** When the message of an event was made, where it came by Axon; else when the ledger took it. */
    public static Instant writtenAt(StoredEvent event) {
        return AxonEvents.timestamp(event);
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
        }
        List<Entry> entries =
                events.stream().map(event -> AxonEvents.entry(event, payloads)).toList();
        return CompletableFuture.completedFuture(new LedgerAppend(condition, entries));
    }

    private final class LedgerAppend implements AppendTransaction<Outcome.Appended> {
        private final AppendCondition condition;
        private final List<Entry> entries;
        private final AtomicBoolean finished = new AtomicBoolean();

        LedgerAppend(AppendCondition condition, List<Entry> entries) {
            this.condition = condition;
            this.entries = entries;
        }

        @Override
        public CompletableFuture<Outcome.Appended> commit(@Nullable ProcessingContext context) {
            if (finished.getAndSet(true)) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("the append was committed or rolled back before"));
            }
            CompletableFuture<Outcome.Appended> committed = new CompletableFuture<>();
            Runnable taken = context == null ? null : context.getResource(TAKEN);
            ledger.append(entries, condition(condition, context), taken == null ? () -> {} : taken)
                    .thenAccept(outcome -> complete(committed, outcome, condition, context));
            return committed;
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            finished.set(true);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(
                Outcome.Appended appended, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(
                    new GlobalIndexConsistencyMarker(appended.anchor().size()));
        }
    }

    private @Nullable Condition condition(AppendCondition condition, @Nullable ProcessingContext context) {
        Condition own = context == null ? null : context.getResource(CONDITION);
        if (own != null) {
            return own;
        }
        if (condition.consistencyMarker() == ConsistencyMarker.INFINITY) {
            return null;
        }
        Anchor pinned = context == null ? null : context.getResource(READ_AT);
        Anchor readAt = pinned == null ? ledger.head() : pinned;
        long marker =
                Math.clamp(GlobalIndexConsistencyMarker.position(condition.consistencyMarker()), 0, readAt.size());
        return new Condition(readAt, marker, AxonEvents.criteria(condition.criteria()));
    }

    private static void complete(
            CompletableFuture<Outcome.Appended> committed,
            Outcome outcome,
            AppendCondition condition,
            @Nullable ProcessingContext context) {
        switch (outcome) {
            case Outcome.Appended appended -> {
                if (context != null) {
                    context.putResource(APPENDED, appended);
                }
                committed.complete(appended);
            }
            case Outcome.Conflict conflict ->
                committed.completeExceptionally(AppendEventsTransactionRejectedException.conflictingEventsDetected(
                        condition.consistencyMarker()));
            case Outcome.Superseded superseded -> committed.completeExceptionally(new SupersededException());
            case Outcome.Unavailable unavailable ->
                committed.completeExceptionally(new NotAppendedException(unavailable.because(), false));
            case Outcome.Unknown unknown ->
                committed.completeExceptionally(new OutcomeUnknownException(unknown.because()));
            case Outcome.TooLarge large ->
                committed.completeExceptionally(new NotAppendedException(
                        "the events take " + large.bytes() + " bytes where a commit has at most " + large.mostBytes(),
                        true));
        }
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        Anchor readAt = context == null ? ledger.head() : context.computeResourceIfAbsent(READ_AT, ledger::tip);
        long from = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        List<StoredEvent> events = ledger.source(AxonEvents.criteria(condition.criteria()), from, readAt);
        if (events == null) {
            return MessageStream.failed(new SupersededException()).cast();
        }
        Stream<MessageStream.Entry<EventMessage>> found = events.stream().map(EventEntry::of);
        return MessageStream.fromStream(
                Stream.concat(found, Stream.of(EventEntry.marker(readAt))),
                MessageStream.Entry::message,
                entry -> entry);
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        TrackingToken token = condition.position();
        OptionalLong position = token == null ? OptionalLong.empty() : token.position();
        List<Criterion> criteria = AxonEvents.criteria(condition.criteria());
        return new EventTail(ledger, criteria, Math.max(0, position.orElse(0)));
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(ledger.head().size()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        long from = 0;
        for (List<StoredEvent> page = ledger.read(from, SCAN); !page.isEmpty(); page = ledger.read(from, SCAN)) {
            for (StoredEvent event : page) {
                if (!AxonEvents.timestamp(event).isBefore(at)) {
                    return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(event.position()));
                }
            }
            from = page.getLast().position() + 1;
        }
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(from));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("ledger", ledger.name());
    }

    /** Entries of a sourced stream. */
    private static final class EventEntry {
        static MessageStream.Entry<EventMessage> of(StoredEvent event) {
            Context context =
                    TrackingToken.addToContext(Context.empty(), new GlobalSequenceTrackingToken(event.position() + 1));
            return new org.axonframework.messaging.core.SimpleEntry<>(AxonEvents.message(event), context);
        }

        static MessageStream.Entry<EventMessage> marker(Anchor readAt) {
            Context context =
                    Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(readAt.size()));
            return new org.axonframework.messaging.core.SimpleEntry<>(TerminalEventMessage.INSTANCE, context);
        }
    }
}
