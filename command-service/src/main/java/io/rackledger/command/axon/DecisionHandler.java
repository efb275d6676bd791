package io.rackledger.command.axon;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.ledger.axon.LedgerEventStorageEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * One decider as a handler of Axon's: sources the boundary through the event store's transaction, decides, and appends
 * through it, so that Axon's append condition is exactly what was read. The command's id is part of the boundary: a
 * command that was decided before gets its first outcome.
 */
final class DecisionHandler<C extends Command, S> implements CommandHandler {
    private static final MessageType RESULT = new MessageType("decision");

    private final Decider<C, S> decider;
    private final EventStore eventStore;
    private final EventCodec codec;
    private final StatesAtHand states;
    private final Predicate<Anchor> stands;

    /**
     * A handler.
     *
     * @param stands whether a commit lies on the chain up to the tip
     */
    DecisionHandler(
            Decider<C, S> decider,
            EventStore eventStore,
            EventCodec codec,
            StatesAtHand states,
            Predicate<Anchor> stands) {
        this.decider = decider;
        this.eventStore = eventStore;
        this.codec = codec;
        this.states = states;
        this.stands = stands;
    }

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        @SuppressWarnings("unchecked")
        Decisions.Attempt<C> attempt = (Decisions.Attempt<C>) Objects.requireNonNull(message.payload());
        context.putResource(LedgerEventStorageEngine.TAKEN, attempt.taken());
        return MessageStream.fromFuture(new Handling(attempt.request(), context)
                .run()
                .<CommandResultMessage>thenApply(verdict -> new GenericCommandResultMessage(RESULT, verdict)));
    }

    /** One command at one tip. */
    private final class Handling {
        private final Request<C> request;
        private final Intake<C> intake;
        private final ProcessingContext context;
        private final EventStoreTransaction transaction;
        private final List<Read> before = new ArrayList<>();

        Handling(Request<C> request, ProcessingContext context) {
            this.request = request;
            this.intake = request.intake();
            this.context = context;
            this.transaction = eventStore.transaction(context);
        }

        CompletableFuture<Verdict> run() {
            EventCriteria sameCommand = EventCriteria.havingTags(tag(io.rackledger.events.Tag.command(intake.id())));
            return source(sameCommand).thenCompose(events -> {
                before.addAll(events);
                return before.isEmpty() ? deliberate() : CompletableFuture.completedFuture(repeated());
            });
        }

        /** What was known at a commit that stands, and at which it was read no later than now, is gone on from. */
        private CompletableFuture<Verdict> deliberate() {
            Deliberation<C, S> deliberation = new Deliberation<>(decider, intake);
            StatesAtHand.AtHand<S> atHand = states.get(decider.name(), deliberation.start());
            Anchor readAt = Objects.requireNonNull(context.getResource(LedgerEventStorageEngine.READ_AT));
            if (atHand == null || atHand.at().size() > readAt.size() || !stands.test(atHand.at())) {
                return readAndDecide(deliberation);
            }
            SourcingCondition since = SourcingCondition.conditionFor(
                    new GlobalIndexConsistencyMarker(atHand.at().size()).position(), atHand.criteria());
            List<Criterion> creates = deliberation.creates();
            CompletableFuture<List<Read>> created =
                    creates.isEmpty() ? CompletableFuture.completedFuture(List.of()) : source(criteria(creates));
            return source(since)
                    .thenCombine(created, (events, there) -> {
                        if (!deliberation.resume(atHand.known(), events(events), events(there))) {
                            return readAndDecide(new Deliberation<>(decider, intake));
                        }
                        if (!events.isEmpty()) {
                            states.put(
                                    decider.name(),
                                    deliberation.start(),
                                    new StatesAtHand.AtHand<>(deliberation.known(), readAt, atHand.criteria()));
                        }
                        return CompletableFuture.completedFuture(decided(deliberation.decide()));
                    })
                    .thenCompose(verdict -> verdict);
        }

        private static List<Recorded> events(List<Read> read) {
            return read.stream().map(Read::event).toList();
        }

        private CompletableFuture<Verdict> readAndDecide(Deliberation<C, S> deliberation) {
            List<Criterion> next = deliberation.next();
            if (next.isEmpty()) {
                keep(deliberation);
                return CompletableFuture.completedFuture(decided(deliberation.decide()));
            }
            return source(criteria(next)).thenCompose(events -> {
                deliberation.take(events(events));
                return readAndDecide(deliberation);
            });
        }

        /** A boundary of nothing but what the command creates is not kept: Axon takes no criteria for every event. */
        private void keep(Deliberation<C, S> deliberation) {
            Deliberation.Known<S> known = deliberation.known();
            if (known.boundary().criteria().isEmpty()) {
                return;
            }
            Anchor readAt = Objects.requireNonNull(context.getResource(LedgerEventStorageEngine.READ_AT));
            EventCriteria criteria = criteria(known.boundary().criteria());
            states.put(decider.name(), deliberation.start(), new StatesAtHand.AtHand<>(known, readAt, criteria));
        }

        private CompletableFuture<List<Read>> source(EventCriteria criteria) {
            return source(SourcingCondition.conditionFor(criteria));
        }

        private CompletableFuture<List<Read>> source(SourcingCondition condition) {
            List<Read> read = new ArrayList<>();
            return transaction.source(condition).reduce(read, (all, entry) -> {
                long position = TrackingToken.fromContext(entry)
                                .orElseThrow()
                                .position()
                                .orElseThrow()
                        - 1;
                all.add(read(position, entry.message()));
                return all;
            });
        }

        private Read read(long position, EventMessage message) {
            byte[] payload = (byte[]) Objects.requireNonNull(message.payload());
            Map<String, String> metadata = message.metadata();
            return new Read(
                    Envelope.read(
                            codec,
                            position,
                            message.identifier(),
                            message.timestamp(),
                            message.type().name(),
                            message.type().version(),
                            metadata,
                            payload),
                    metadata.getOrDefault(Envelope.BODY, ""));
        }

        private Verdict repeated() {
            if (before.stream().anyMatch(read -> !read.bodyHash().equals(request.bodyHash()))) {
                return new Verdict.Known(new Handled.IdReused(), context);
            }
            Recorded first = before.getFirst().event();
            Handled handled = first.event() instanceof CommandRefused refused
                    ? new Handled.Refused(refused.rule(), refused.because(), first.position(), true)
                    : new Handled.Accepted(
                            before.stream().map(read -> led(read.event())).toList(), true);
            return new Verdict.Known(handled, context);
        }

        private static Handled.Led led(Recorded recorded) {
            return new Handled.Led(
                    recorded.id(),
                    EventType.of(recorded.event()).qualifiedName(),
                    recorded.position(),
                    recorded.event());
        }

        private Verdict decided(Decision decision) {
            return switch (decision) {
                case Decision.Refused refused -> refused(refused);
                case Decision.Accepted accepted -> append(accepted.events());
            };
        }

        private Verdict refused(Decision.Refused refused) {
            String field = refused.malformedField();
            return field == null
                    ? append(List.of(refusal(refused)))
                    : new Verdict.Known(new Handled.Malformed(field, refused.because()), context);
        }

        private CommandRefused refusal(Decision.Refused refused) {
            return new CommandRefused(
                    intake.name(),
                    refused.rule(),
                    refused.because(),
                    List.copyOf(intake.body().about()));
        }

        private Verdict append(List<? extends Event> events) {
            Map<String, String> metadata = Envelope.metadata(
                    intake.id(),
                    request.bodyHash(),
                    intake.mode(),
                    intake.provenance(),
                    intake.validAt(),
                    intake.actor(),
                    intake.correlation());
            List<EventMessage> messages = new ArrayList<>();
            for (Event event : events) {
                EventType type = EventType.of(event);
                messages.add(new GenericEventMessage(
                        Recorded.id(intake.id(), messages.size()),
                        new MessageType(type.wireName(), String.valueOf(type.version())),
                        event,
                        metadata,
                        intake.at()));
            }
            if (!request.dryRun()) {
                messages.forEach(transaction::appendEvent);
            }
            return new Verdict.Decided(messages, context);
        }
    }

    /** An event with the hash of its command's body. */
    private record Read(Recorded event, String bodyHash) {}

    private static EventCriteria criteria(Collection<Criterion> criteria) {
        return EventCriteria.either(
                criteria.stream().map(DecisionHandler::criteria).toList());
    }

    private static EventCriteria criteria(Criterion criterion) {
        Set<Tag> tags = new HashSet<>();
        criterion.tags().forEach(tag -> tags.add(tag(tag)));
        String[] types = criterion.types().stream()
                .map(type -> EventType.of(type).wireName())
                .toArray(String[]::new);
        return EventCriteria.havingTags(tags).andBeingOneOfTypes(types);
    }

    static Tag tag(io.rackledger.events.Tag tag) {
        return new Tag(tag.key(), tag.value());
    }
}
